"""Power cuts for tests: forms left half filled in, and what is offered afterwards."""

from ducha_desktop.ui.keeper import PAUSE_MS
from tests.ui.conftest import settle, spin


def left(program):
    return [(form.name, dict(form.values)) for form in program.door.office.unsaved.all()]


def offers(program):
    """The notices of unfinished forms on the workbench, by the name of the form."""
    bench = program.window.open("workbench")
    settle(program)
    spin(400)
    settle(program)
    return {key: deed for key, deed in bench.notices.deeds.items() if "." in key}


class PowerCutError(Exception):
    """What ends the loop of a dialog instead of a power cut."""


def cut(kind, monkeypatch, fill):
    """Let the next dialog of a kind be filled in, and the power go before it is answered."""

    def exec_(dialog):
        dialog.show()
        fill(dialog)
        spin(PAUSE_MS + 100)
        raise PowerCutError

    monkeypatch.setattr(kind, "exec", exec_)


def reopened(program, kind, monkeypatch, look):
    """What is seen in the next dialog of a kind, which is then left by Escape."""
    seen = []

    def exec_(dialog):
        dialog.show()
        settle(program)
        seen.append(look(dialog))
        return 0

    monkeypatch.setattr(kind, "exec", exec_)
    return seen
