"""Changing the ladder of an office: an editable rule set, one act, undoable."""

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.ladder import LADDER_RULES, LadderRules
from ducha_desktop.services.ladder import ladder_rules
from ducha_desktop.services.office import Office


def save_ladder(office: Office, rules: LadderRules) -> Changes:
    """Press matters by other rules from now on; what was recorded stays as it is.

    Raises:
        WrongUseError: nothing can be pressed by them.
        RefusedError: nothing differs.
    """
    from ducha_desktop.models.office import Setting

    if rules.problem:
        raise WrongUseError(f"{rules.problem}升级规则没有改动，请改正。")
    with office.read() as reader:
        before = ladder_rules(reader.connection)
    kept = rules.as_document()
    if kept == before.as_document():
        raise RefusedError("升级规则没有改动，不用保存。")
    with office.write("ladder.rules", words="修改升级规则" if kept else "恢复默认升级规则") as work:
        row = next((row for row in work.all(Setting) if row.key == LADDER_RULES), None)
        if row is None:
            work.add(Setting(key=LADDER_RULES, value=kept))
        else:
            row.value = kept
            work.session.add(row)
    return work.changes
