"""Who does what by when, said without labels: `（县发改局牵头，县财政局配合，6月底前完成）`, `由县住建局负责`."""

import re

from ducha_desktop.exchange.contents import are_deadlines

_SUFFIX = (
    "委员会|办公室|管委会|居委会|村委会|人民政府|联合会|总工会|工商联|指挥部|领导小组|工作专班|专班|检察院|法院|医院|学校|中学|学院|"
    "开发区|经开区|高新区|园区|服务中心|中心|集团|公司|支行|银行|支队|大队|总队|分局|街道|海关|档案馆|博物馆|"
    "局|委|办|部|室|院|处|所|站|队|社|镇|乡|协会|妇联|残联|科协|文联|社联|侨联|商会|党校|政府|库"
)
_GENERAL = r"(?:各|有关|相关|县直|县级|市直|区直|属地|沿线|涉及)[\u4e00-\u9fff]{0,8}(?:乡镇|镇街|镇|乡|街道|部门|单位|机构|企业|办事处|成员单位)"
_NOTE = r"(?:[（(][^（）()]{1,16}[)）])?"
_OF_PARTY = (
    "组织部|宣传部|统战部|政法委|社会工作部|社工部|办公室|办|政研室|改革办|巡察办|编办|党校|网信办|农办|农工办|监委|国安办|督查室|"
    "机要局|保密局|外办|信访局|老干部局|机关工委|台办|党史研究室"
)
"""What may follow 县委, 县政府, 县纪委 and is still the name of one unit."""
_UNIT = rf"(?:{_GENERAL}|[\u4e00-\u9fff]{{1,16}}?(?:{_SUFFIX})(?:{_OF_PARTY})?){_NOTE}"
_PLACED = rf"(?:{_GENERAL}|(?:[县市区州省旗镇乡团]|人民银行|国网|国家)[\u4e00-\u9fff]{{0,16}}?(?:{_SUFFIX})(?:{_OF_PARTY})?){_NOTE}"
_ONE_UNIT = re.compile(_UNIT)
_UNITS = rf"{_PLACED}(?:[、和与及]+{_UNIT})*"

_SEPARATOR = re.compile(r"[、，,；;/\s]+|以及")
_LONGEST_BRACKET = 400
_CLAUSE = re.compile(r"[，,；;。\n]")
_NO_NAME = re.compile(r"会议|工作$|情况$|问题$|建设$|管理$|^(?:加强|推进|开展|实施|完善|支持|落实|提升|建设)")
_EVERYBODY = re.compile(r"各(?:级|有关|相关|责任|地)?[\u4e00-\u9fff]{0,2}(?:单位|部门|机关)")

_LEADS = re.compile(
    r"(?P<units>.+?)(?:等(?:部门|单位)?)?(?:按(?:照)?(?:各自)?(?:职责|职能)?(?:分工)?)?(?:共同|分别|具体|统一)?(?:牵头|主办|主责)(?:负责|落实|组织实施|办理)?"
)
_DOES = re.compile(
    r"(?P<units>.+?)(?:等(?:部门|单位)?)?(?:按(?:照)?(?:各自)?(?:职责|职能)?(?:分工)?)?(?:共同|分别|具体)?(?:负责|落实|承办|实施|组织实施|办理)(?:落实)?"
)
_HELPS = re.compile(
    r"(?P<units>.+?)(?:等(?:部门|单位)?)?(?:按(?:照)?(?:各自)?(?:职责|职能)?(?:分工)?)?(?:积极)?(?:配合|参与|参加|协助|协办|会办|协同)(?:落实)?"
)
_LAST_BRACKET = re.compile(r"[（(]([^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*)[)）]\s*[。；;.]?\s*$")
_DASHED = re.compile(r"(?:—{1,2}|－{2}|--)\s*([^—。]{4,80})[。；;]?\s*$")

_SUBJECT = re.compile(
    rf"^(?:会后)?(?:由|请|责成|责令|明确由|决定由|同意由|原则同意由|要求由)(?P<units>{_UNITS})(?![的、和与及])"
)
_NAMED = re.compile(rf"^由(?P<units>{_UNIT}(?:[、和与及]+{_UNIT})*)(?=负责|牵头|具体|组织|承办)")
_ACTS = re.compile(
    rf"^(?:由)?(?P<units>{_UNITS})(?=要|应|须|需|负责|牵头|会同|联合|落实|尽快|抓紧|于(?:\d|[本今]|20)|在\d|\d{{1,2}}月|要于|主办|承办)"
)
_ASSISTS = re.compile(
    rf"^(?:由|请)?(?P<units>{_UNITS})(?:等(?:部门|单位)?)?(?:积极|全力|做好|予以|共同)?(?:配合|协助|参与|协同)"
)
_WITH = re.compile(rf"(?:会同|联合|商)(?P<units>{_UNITS})")
_HEADED = re.compile(r"(?:牵头|主办|承办|负责|落实)(?:办理|落实)?的?(?:事项|任务|工作|建议|提案|件)?$")
_LEADER = re.compile(
    r"^(?P<name>[\u4e00-\u9fff]{2,3}?)(?:同志|(?:常务)?(?:副)?(?:县长|区长|市长|书记|主任|主席|部长))(?:主抓|牵头|领办|分管|负责|包抓)"
)

_DAY = (
    r"(?:20\d\d年)?(?:\d{1,2}月\d{1,2}日|\d{1,2}月(?:份|底|末|上旬|中旬|下旬)?|[第]?[一二三四]季度末?|上半年|下半年|年底|年末|月底|春节|国庆节?)"
    r"|20\d\d年(?:底|末)?|(?:今年|本年|今)年?底|(?:本|下|当|次)月(?:底|\d{1,2}日)"
)
_DUE = re.compile(
    rf"(?:{_DAY})(?:之|以)?前|(?:{_DAY})(?=(?:全面|全部|基本|力争|确保)?(?:完成|建成|完工|竣工|投用|投入使用|通车|通水|交付|印发))"
    r"|\d{1,3}个?(?:工作)?日内|(?:一|二|两|三|\d{1,2})(?:周|个月)内|年内(?=(?:全部|基本)?(?:完成|建成|完工|竣工|实现))|立行立改|立即整改"
)


def are_all_units(words: str) -> bool:
    """Whether words are a list of units and nothing else."""
    parts = [part for part in _SEPARATOR.split(_joined_notes(words)) if part]
    return bool(parts) and all(_ONE_UNIT.fullmatch(part) and not _NO_NAME.search(part) for part in parts)


def _joined_notes(words: str) -> str:
    """Lists within brackets do not separate units: `县委宣传部（文明办、网信办）`."""
    return re.sub(r"[（(][^（）()]*[)）]", lambda found: _SEPARATOR.sub("·", found[0]), words)


def take_bracket(text: str) -> tuple[dict[str, str], str]:
    """What the last bracket of a paragraph, or its last words after a dash, say; and the text without them."""
    for pattern in (_LAST_BRACKET, _DASHED):
        found = pattern.search(text)
        said = read_clauses(found[1]) if found else {}
        if found and said:
            return said, text[: found.start()].rstrip(" 　")
    return {}, text


def read_clauses(words: str) -> dict[str, str]:
    """Units and deadline of `县发改局牵头，县财政局配合，6月底前完成`; empty unless every clause is understood."""
    said: dict[str, str] = {}
    pending: list[str] = []
    if len(words) > _LONGEST_BRACKET:
        return {}
    for clause in filter(None, (part.strip() for part in _CLAUSE.split(words))):
        pending.append(clause)
        joined = "、".join(pending)
        for pattern, key in ((_LEADS, "lead_unit"), (_HELPS, "co_units"), (_DOES, "")):
            found = pattern.fullmatch(joined)
            if found and are_all_units(found["units"]):
                place = key or ("co_units" if "lead_unit" in said else "lead_unit")
                said[place] = f"{said[place]}、{found['units']}" if place in said else found["units"]
                pending = []
                break
        else:
            if are_deadlines([clause]) and not are_all_units(clause):
                said["due"] = f"{said['due']}，{clause}" if "due" in said else clause
                pending.pop()
    if pending:
        rest = "、".join(pending)
        if not are_all_units(rest) or "lead_unit" in said:
            return {}
        said["lead_unit"] = rest
    return said if said.keys() - {"due"} else {}


def read_body(text: str) -> dict[str, str]:
    """Units that sentences name as those who act: `由县住建局牵头，县财政局配合`, `县公安局要会同…`."""
    said: dict[str, str] = {}
    for clause in filter(None, (part.strip() for part in re.split(r"[，,；;。：:\n]", text))):
        helping = _ASSISTS.match(clause)
        acting = None if helping else _NAMED.match(clause) or _SUBJECT.match(clause) or _ACTS.match(clause)
        if acting and "lead_unit" not in said and _is_somebody(acting["units"]):
            said["lead_unit"] = acting["units"]
        if helping and _is_somebody(helping["units"]):
            said["co_units"] = _and(said.get("co_units", ""), helping["units"])
        beside = _WITH.search(clause) if acting else None
        if beside:
            said["co_units"] = _and(said.get("co_units", ""), beside["units"])
    return said if "lead_unit" in said else {}


def _is_somebody(units: str) -> bool:
    """Whether the subject of a sentence is a unit rather than everybody (`各单位要高度重视`)."""
    return not (_NO_NAME.search(units) or _EVERYBODY.fullmatch(units))


def _and(before: str, words: str) -> str:
    return f"{before}、{words}" if before else words


def read_due(text: str) -> str:
    """The deadline a text speaks of; of several each with what is done by then, in the words of the text."""
    found = list(_DUE.finditer(text))
    if len(found) < 2:  # noqa: PLR2004 - the date alone, without the sentence around it
        return found[0][0] if found else ""
    clauses = []
    for hit in found:
        rest = re.split(r"[，,；;。\n]", text[hit.end() :], maxsplit=1)[0]
        clauses.append(hit[0] + rest)
    return "，".join(dict.fromkeys(clauses))


def unit_of(heading: str) -> str:
    """The units a heading names: `县住建局`, `县住建局主办`; empty for any other heading."""
    words = _HEADED.sub("", heading)
    return words if are_all_units(words) else ""


def leader_of(heading: str) -> str:
    """The leader a heading names: `王刚县长主抓重点工作`."""
    found = _LEADER.match(heading)
    return found["name"] if found and not are_all_units(found["name"]) else ""
