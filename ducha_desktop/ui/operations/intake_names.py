"""The names of a file that the register does not settle: what is asked, and the answers remembered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.drafts import NameAnswer, NameDoubt, NameQuestions
from ducha_desktop.ui.operations import Door, Read, Task, Write, question

if TYPE_CHECKING:
    from ducha_desktop.services.office import Reader


def asked(doubts: Sequence[NameDoubt]) -> Read[NameQuestions]:
    """The doubts of a plan with suggestions, and the register to choose from."""

    def put(reader: "Reader") -> NameQuestions:
        from ducha_desktop.services.learned_names import names_asked

        return names_asked(reader, doubts)

    return question(put)


def learn(answers: Sequence[NameAnswer]) -> Write[int]:
    """Remember the answers in one act; the result is how many names were settled."""

    def work(door: Door, _task: Task) -> tuple[int, Changes]:
        from ducha_desktop.services.learned_names import learn_names, words_for

        with door.office.write("names.learn", words=words_for(answers)) as unit:
            count = learn_names(unit, answers)
        return count, unit.changes

    return Write(work)
