"""What a stage is called where the window counts it, so that nobody looks in vain for what is counted."""

from ducha_desktop.domain.vocabulary import Stage

_WORDS = {Stage.DRAFT: "拟办和待批", Stage.CANCELLED: "已撤销"}


def stage_words(stage: Stage) -> str:
    """The word of a stage; 拟办 counts what waits for approval (立项审批) too, 撤销 is said as the state is."""
    return _WORDS.get(stage, stage.word)
