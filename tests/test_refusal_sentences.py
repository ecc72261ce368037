"""Every refusal says what happened, what was not changed, and what to do.

The sentences are read from the source: the first argument of every `raise XError(...)`, with names of
constants looked up and what is filled in at run time shown as `…`. Sentences put together elsewhere are
named in `DYNAMIC`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import ducha_desktop
from ducha_desktop.domain import errors

ROOT = Path(ducha_desktop.__file__).parent
REFUSALS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.DuchaError)
}
UNCHANGED = re.compile(
    r"没有(?:改动|改变|导入|导出|写出|写入|写|生成|建立|登记|打开|保存|恢复|执行|删除|撤销|新增|合并|读取|做|动|印|备份|采用|添加|清除|搬|开|打印|复制|选|处理|影响|存|还原|记住|任何)"
    r"|不受影响|原样|都还在|不会(?:改动|写入)|未(?:改动|写入)|只能(?:看|查)|照旧|仍(?:是|按|为)|保持|没有改"
)
_ONLY_UNCHANGED = re.compile(r"没有(?:改动|导入|打开)任何")
ADVICE = re.compile(
    r"请|不用|可以?(?:用|写|选|从|在|先|到)|可选|可用的|现有|已有的|须|应(?:写|当)|改用|换一|再试|重试|先用|表头有|候选"
)


DYNAMIC = {
    "domain.states": "why an action is not allowed, put together from the state",
    "exchange.reader": "why no ledger was found in the file",
    "exchange.sheetscan": "which cell lies too far out",
    "exchange.sniff": "what the file is instead of a workbook",
    "exchange.worker": "why the file cannot be reached",
    "services.act_guards": "what stands against the act, guard by guard",
    "services.attachments_opening": "the sentence of the file's damage stands in the middle",
    "services.attachments_taking": "what is wrong with the file, by name",
    "services.ladder_pressing": "why a rung cannot be taken, by the rules",
    "services.history": "why a step cannot be undone stands first",
    "services.office": "the sentence of whoever holds the folder",
    "services.office_fonts": "what is wrong with the font stands first",
    "services.settings": "which rule does not fit",
    "storage.blobs": "the sentence of the newer program",
    "storage.copies": "what the check of the copy found",
}
"""Modules in which a sentence is put together elsewhere, and what it says; others may not."""


@dataclass(frozen=True)
class Site:
    """One raise."""

    module: str
    line: int
    sentence: str


def sites() -> Iterator[Site]:
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
                continue
            called = node.exc.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name in REFUSALS and node.exc.args:
                yield Site(module, node.lineno, words(node.exc.args[0], path))


def words(node: ast.expr, path: Path) -> str:  # noqa: PLR0911 - one line for each kind of expression
    """The sentence as far as the source says it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(words(part, path) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return (
            words(node.value, path) if isinstance(node.value, ast.Name) and node.value.id.isupper() else "…"
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return words(node.left, path) + words(node.right, path)
    if isinstance(node, ast.Name) and node.id.lstrip("_").isupper():
        return constants(path).get(node.id, "…")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return words(node.func.value, path)
    return "…"


@lru_cache
def constants(path: Path) -> dict[str, str]:
    """Constants of a module and those it imports from the program."""
    found: dict[str, str] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ducha_desktop"):
            source = ROOT.parent / f"{node.module.replace('.', '/')}.py"
            if source.is_file():
                theirs = constants(source)
                found |= {
                    alias.asname or alias.name: theirs[alias.name]
                    for alias in node.names
                    if alias.name in theirs
                }
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = words_with(node.value, found)
            if value:
                found[node.targets[0].id] = value
    return found


def words_with(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(words_with(part, known) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return known.get(node.value.id, "…") if isinstance(node.value, ast.Name) else "…"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return words_with(node.left, known) + words_with(node.right, known)
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    return ""


def lacking(sentence: str) -> str:
    """Which of the three parts a sentence lacks."""
    if not re.search(r"[\u4e00-\u9fff]", sentence):
        return "words"
    first = UNCHANGED.split(sentence, maxsplit=1)[0]
    return " ".join(
        part
        for part, there in (
            ("happened", bool(first.strip("，。“”")) or not _ONLY_UNCHANGED.match(sentence)),
            ("unchanged", UNCHANGED.search(sentence) is not None),
            ("advice", ADVICE.search(sentence) is not None),
        )
        if not there
    )


def test_every_refusal_says_what_happened_what_was_not_changed_and_what_to_do():
    """All others are read in the source; a new one that lacks a part fails here."""
    short = [
        f"{site.module}:{site.line} lacks {what}: {site.sentence}"
        for site in sites()
        if (what := lacking(site.sentence)) and not ("…" in site.sentence and site.module in DYNAMIC)
    ]
    assert short == []


def test_the_exceptions_are_still_needed():
    used = {site.module for site in sites() if lacking(site.sentence)}
    assert set(DYNAMIC) - used == set()


def test_the_walk_sees_the_raises_and_the_rule_can_tell():
    assert len(list(sites())) > 200
    assert lacking("磁盘已满，没有改动任何数据。请清理磁盘后再试。") == ""
    assert lacking("磁盘已满。") == "unchanged advice"
    assert lacking("没有改动任何数据。请再试。") == "happened"
    assert lacking("Disk full") == "words"
