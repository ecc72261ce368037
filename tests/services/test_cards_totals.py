"""The totals on a holder's list are those of all the holder's matters, listed or not."""

from ducha_desktop.cards.totals import Totals
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import CardLevel, Stage
from ducha_desktop.services import acts, cards, matters
from ducha_desktop.services.office import Office
from tests.complete import WHOLE

TO_THE_END = (
    Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.CLAIM_DONE, Action.ACCEPT, Action.ACCEPT, Action.CLOSE,
)  # fmt: skip


def test_closed_matters_count_although_they_have_no_card(office: Office) -> None:
    with office.write("matter.add", words="登记") as work:
        uids = [
            matters.add(
                work, WHOLE | {"title": title, "liaison_leaders": "何㛃", "lead_unit": "县交通局"}
            ).uid
            for title in ("修桥", "修路", "修渠")
        ]
    for action in TO_THE_END:
        with office.write("matter.act", words=action.word) as work:
            acts.act(work, uids[0], action)
    with office.write("matter.approve", words="批准") as work:
        acts.act(work, uids[1], Action.APPROVE)
    with office.read() as reader:
        choice = cards.CardChoice(levels=(CardLevel.LIAISON,))
        (held,) = cards.gather(reader, choice).sets
        assert [line.title for line in held.lines] == ["修路", "修渠"]
        assert held.unlisted == ((Stage.CLOSED, 1),)
        totals = Totals.of(held.lines, held.unlisted)
        assert (totals.total, totals.closed, totals.open, totals.draft, totals.rate) == (2, 1, 1, 1, "50.0%")
        everything = cards.CardChoice(levels=(CardLevel.LIAISON,), stages=tuple(Stage))
        (held,) = cards.gather(reader, everything).sets
        assert (len(held.lines), held.unlisted) == (3, ())
