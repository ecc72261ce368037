"""Templates of nodes by kind of project: what usually comes after what, and how long it takes.

Some come with the program; an office changes them, adds its own and removes those it does not need.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.node_text import read_nodes, write_nodes
from ducha_desktop.domain.nodes import in_order
from ducha_desktop.services.nodes import LONGEST_NAME as LONGEST_NODE
from ducha_desktop.services.nodes import MOST_NODES
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.calendar_store import load_setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ducha_desktop.domain.nodes import PlanNode

KEY = "node_templates"
LONGEST_NAME, MOST_TEMPLATES = 30, 60

USUAL: dict[str, str] = {
    "基础设施项目": (
        "1. 立项（15工作日）\n2. 可研批复（30工作日；前置1）\n3. 用地预审（45工作日；前置1）\n"
        "4. 初步设计批复（30工作日；前置2）\n5. 施工招标（25工作日；前置3、4）\n6. 开工（10天；前置5）\n"
        "7. 主体封顶（180天；前置6）\n8. 设备安装（60天；前置7-20）\n9. 竣工验收（20工作日；前置7、8）"
    ),
    "产业项目": (
        "1. 签约落地（10工作日）\n2. 备案环评（40工作日；前置1）\n3. 供地（45工作日；前置1）\n4. 开工建设（15天；前置2、3）\n"
        "5. 厂房主体完工（150天；前置4）\n6. 设备安装（60天；前置5-30）\n7. 试生产（30天；前置6）\n8. 投产入规（30天；前置7）"
    ),
    "老旧小区改造": (
        "1. 入户摸底（15工作日）\n2. 方案公示（10工作日；前置1）\n3. 施工招标（25工作日；前置2）\n4. 管网改造（75天；前置3）\n"
        "5. 路面恢复（30天；前置4-10）\n6. 居民验收（10工作日；前置5）"
    ),
    "制度文件制定": (
        "1. 调研起草（20工作日）\n2. 征求意见（15工作日；前置1）\n3. 合法性审查（10工作日；前置2）\n"
        "4. 会议审议（10工作日；前置3）\n5. 印发实施（5工作日；前置4）"
    ),
    "决策督查": "1. 任务分解（5工作日）\n2. 组织实施（60天；前置1）\n3. 中期督查（5工作日；前置1+30）\n4. 总结评估（10工作日；前置2、3）",
}
"""What an office has that has never changed its templates."""


def templates(reader: Reader) -> dict[str, str]:
    """The templates by name, each as lines of `domain.node_text`."""
    kept = load_setting(reader.connection, KEY)
    return {str(name): str(text) for name, text in kept.items()} if isinstance(kept, dict) else dict(USUAL)


def save_template(office: Office, name: str, text: str) -> Changes:
    """Keep nodes under a name, in place of what has that name.

    Raises:
        WrongUseError: no name, a name too long, no nodes, or nodes that no matter could have.
        RefusedError: it is kept so already, its nodes wait for each other, or there are too many templates.
    """
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise WrongUseError(f"模板名称要有 1 到 {LONGEST_NAME} 个字，没有保存。请改一个名称。")
    found = [replace(node, name=clean_line(node.name)) for node in read_nodes(text)]
    found = [node for node in found if node.name]
    if not found:
        raise WrongUseError("模板里还没有节点，没有保存。请一行写一个节点，如“立项 15工作日”。")
    _require_usable(found)
    clean = write_nodes(found)
    with office.read() as reader:
        kept = templates(reader)
    if kept.get(name) == clean:
        raise RefusedError(f"模板“{name}”没有改动，不用保存。")
    if name not in kept and len(kept) >= MOST_TEMPLATES:
        raise RefusedError(f"模板最多 {MOST_TEMPLATES} 个，没有保存。请先删去不用的。")
    return _put(office, kept | {name: clean}, f"保存节点模板“{name}”")


def _require_usable(nodes: "Sequence[PlanNode]") -> None:
    """What could never be put into a matter is no template."""
    if len(nodes) > MOST_NODES:
        raise WrongUseError(f"模板最多 {MOST_NODES} 个节点，没有保存。请合并一些，或分成几个模板。")
    if any(len(node.name) > LONGEST_NODE for node in nodes):
        raise WrongUseError(f"节点名称最多 {LONGEST_NODE} 个字，没有保存。请写短一些。")
    in_order(nodes)


def remove_template(office: Office, name: str) -> Changes:
    """Forget a template.

    Raises:
        RefusedError: there is none of that name.
    """
    with office.read() as reader:
        kept = templates(reader)
    if name not in kept:
        raise RefusedError(f"没有叫“{name}”的节点模板，没有改动。请刷新后再选。")
    return _put(office, {each: text for each, text in kept.items() if each != name}, f"删除节点模板“{name}”")


def _put(office: Office, kept: "Mapping[str, str]", words: str) -> Changes:
    from ducha_desktop.models.office import Setting

    with office.write("node.template", words=words) as work:
        row = next((row for row in work.all(Setting) if row.key == KEY), None)
        if row is None:
            work.add(Setting(key=KEY, value=dict(kept)))
        else:
            row.value = dict(kept)
            work.session.add(row)
    return work.changes
