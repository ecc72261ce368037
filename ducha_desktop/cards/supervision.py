"""督办卡: for the department that must do it, with a receipt slip to cut off, sign and return."""

from ducha_desktop.cards import look
from ducha_desktop.cards.hand import Field, draw_qr
from ducha_desktop.cards.kinds import Kind, Office, Slip
from ducha_desktop.cards.rows import Entry, Item, Pair
from ducha_desktop.cards.timeline import in_words
from ducha_desktop.cards.wording import co_units, progress, responsible_persons
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.lines import Line, Style, shortened
from ducha_desktop.typeset.paper import MM

SLIP_WIDTH = 43 * MM
_SLIP_TITLE = Style(Role.TITLE, 15, 18, look.RED)
_SLIP_LABEL = Style(Role.HEI, 9, 12, look.INK)
_SLIP_TEXT = Style(Role.SONG, 9, 12.5, look.INK)
_CUT = 6.0
_PAD = 12.0
_LINE = 25.0
_MOST_LINES = 3
_CODE = 44.0


def _before(card: CardPaper, office: Office) -> list[Item]:
    cycle = f"{card.report_cycle}书面反馈" if card.report_cycle else "有进展即书面反馈"
    return [
        Entry("承办要求", card.requirement),
        Entry("目标", card.target),
        Entry("任务", card.task),
        Entry("措施", card.measures),
        Entry("步骤", in_words(card.milestones, office.on)),
        Pair(Entry("责任人", responsible_persons(card)), Entry("反馈", cycle), share=0.62),
        Entry("责任", card.duty),
        Entry("配合单位", co_units(card)),
        Entry("进展", progress(card)),
    ]


def _after(card: CardPaper, office: Office) -> list[Item]:  # noqa: ARG001
    return []


def _slip_edges() -> tuple[float, float]:
    return look.RIGHT - SLIP_WIDTH + _PAD, look.RIGHT


def _facts(card: CardPaper) -> tuple[Line, ...]:
    """Which card this is the receipt of."""
    left, right = _slip_edges()
    words = (
        f"卡号　{card.card_number or look.NOTHING}",
        f"事项　{card.matter_number or look.NOTHING}",
        f"承办　{card.holder}",
    )
    return tuple(line for text in words for line in shortened(text, _SLIP_TEXT, right - left, _MOST_LINES))


def _draw_slip_grid(ink: Ink, facts: int) -> None:
    """Draw the slip below `facts` lines of facts."""
    left, right = _slip_edges()
    cut = look.RIGHT - SLIP_WIDTH + _CUT
    ink.rule(cut, look.BOTTOM, cut, look.TOP, width=0.6, colour=look.QUIET, dash="3 2.4")
    ink.centred((left + right) / 2, look.TOP - 19, "回执", _SLIP_TITLE, spread=9)
    ink.rule(left, look.TOP - 31, right, look.TOP - 31, width=1.5, colour=look.RED)
    ink.rule(left, look.TOP - 33.6, right, look.TOP - 33.6, width=0.4, colour=look.RED)
    y = look.TOP - 40 - facts * _SLIP_TEXT.leading
    for label in ("签收人", "签收时间", "联系电话"):
        y -= _LINE
        ink.text(left, y, label, _SLIP_LABEL)
        ink.rule(left + 40, y - 3, right, y - 3, width=0.4, colour=look.HAIR)
    y -= 20
    ink.text(left, y, "办理意见", _SLIP_LABEL)
    bottom = look.BOTTOM + _CODE + 12
    ink.box(left, bottom, right - left, y - 6 - bottom, edge=look.HAIR, line=0.4)
    ink.text(left + 5, bottom + 6, "（盖章）　　年　月　日", look.SMALL)
    for index, line in enumerate(("签收后沿虚线", "裁下，送回", "督查室。")):
        ink.text(left, look.BOTTOM + 31 - index * 12.5, line, look.SMALL)


def _draw_slip_values(ink: Ink, card: CardPaper) -> None:
    left, right = _slip_edges()
    ink.block(left, look.TOP - 38, _facts(card), _SLIP_TEXT)
    if card.qr:
        draw_qr(ink, card.qr, right - _CODE, look.BOTTOM + 1, _CODE)


KIND = Kind(
    before=_before,
    after=_after,
    bar=False,
    fields=(Field("本单位负责人批示", 1.0),),
    slip=Slip(SLIP_WIDTH, _facts, _draw_slip_grid, _draw_slip_values),
)
