"""The chain of responsibility (横向到边、纵向到底): up to eight links from the head of the county to the village."""

import re
from dataclasses import dataclass

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import WrongUseError

MOST_LINKS, LONGEST_POST = 8, 20
USUAL_POSTS = (
    *("州长", "副州长", "联系副秘书长", "县长"),
    *("分管副县长", "主管局长", "乡镇长", "村委会主任"),
)
"""The eight links of the founding document."""
_LINK = re.compile(r"(?P<post>[^:：=]+)[:：=](?P<name>.+)")


@dataclass(frozen=True, slots=True)
class Link:
    """One link: the word of the post, and who holds it."""

    post: str
    name: str


def read_links(text: str) -> tuple[Link, ...]:
    """Links as a clerk writes them: one a line or apart by 、 or ；, each `县长：王建国`.

    Raises:
        WrongUseError: a link without post or name, too many of them, or a post twice.
    """
    links: list[Link] = []
    for piece in re.split(r"[\n；;、→]+", text):
        words = clean_line(piece)
        if not words:
            continue
        found = _LINK.fullmatch(words)
        if found is None:
            raise WrongUseError(f"责任链“{words[:40]}”应写成“县长：姓名”，一行一级。没有改动任何数据。")
        links.append(Link(clean_line(found["post"]), clean_line(found["name"])))
    return checked(links)


def checked(links: list[Link]) -> tuple[Link, ...]:
    """The links, if they can be a chain.

    Raises:
        WrongUseError: too many links, a link without post or name, or a post twice.
    """
    if len(links) > MOST_LINKS:
        raise WrongUseError(
            f"责任链最多 {MOST_LINKS} 级，这里有 {len(links)} 级。没有改动任何数据。请合并几级。"
        )
    for link in links:
        if not link.post or not link.name:
            raise WrongUseError("责任链每一级都要写明职务和姓名。没有改动任何数据。请补全。")
        if len(link.post) > LONGEST_POST:
            raise WrongUseError(f"责任链的职务最多 {LONGEST_POST} 个字。没有改动任何数据。请写短一些。")
    posts = [link.post for link in links]
    twice = next((post for post in posts if posts.count(post) > 1), "")
    if twice:
        raise WrongUseError(f"责任链里“{twice}”写了两级。没有改动任何数据。请合并或改写职务。")
    return tuple(links)


def write_links(links: tuple[Link, ...]) -> str:
    """`州长：李明 → 县长：王建国`."""
    return " → ".join(f"{link.post}：{link.name}" for link in links)
