"""A ledger's own rules: which standards a matter must meet, and who signs its decisions."""

import json

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.domain.procedure import Chain, Procedure, read_procedure
from ducha_desktop.domain.states import State
from ducha_desktop.models.matter import Ledger
from ducha_desktop.services.office import Office, Reader

_DECIDED_IN = {
    Chain.APPROVAL: State.APPROVAL,
    Chain.EXTENSION: State.EXTENDING,
    Chain.CLOSING: State.REVIEWED,
}


def procedure(reader: Reader, ledger_uid: str) -> Procedure:
    """The rules of one ledger.

    Raises:
        NotFoundError: there is no such ledger.
    """
    row = reader.connection.execute(
        "SELECT procedure FROM ledger WHERE uid=? AND deleted_at IS NULL", (ledger_uid,)
    ).fetchone()
    if row is None:
        raise NotFoundError("这个台账已经不在了，没有改动。请刷新后再试。")
    return read_procedure(json.loads(row[0]))


def half_signed(reader: Reader, ledger_uid: str) -> dict[Chain, tuple[int, int]]:
    """How many matters of the ledger have some, but not all, signatures of a decision, and the most that one has."""
    found = {}
    for chain, state in _DECIDED_IN.items():
        number, most = reader.connection.execute(
            "SELECT count(*), coalesce(max(sign_step), 0) FROM matter WHERE ledger_uid=? AND state=? AND sign_step>0 AND deleted_at IS NULL",
            (ledger_uid, state.value),
        ).fetchone()
        if number:
            found[chain] = (number, most)
    return found


def save(office: Office, ledger_uid: str, wanted: Procedure) -> Changes:
    """Change what a ledger demands and who signs in it; signatures that stand go on counting.

    Raises:
        NotFoundError: there is no such ledger.
        RefusedError: nothing differs, or a decision half signed would have fewer signers, or others than those who signed.
    """
    with office.read() as reader:
        before = procedure(reader, ledger_uid)
        begun = half_signed(reader, ledger_uid)
        name = reader.connection.execute("SELECT name FROM ledger WHERE uid=?", (ledger_uid,)).fetchone()[0]
    if before == wanted:
        raise RefusedError("办理规则没有改动，不用保存。")
    for chain, (number, most) in begun.items():
        if len(wanted.steps(chain)) < len(before.steps(chain)):
            raise RefusedError(
                f"有 {number} 项的{chain.word}已经签了一部分，现在不能减少签批人。没有改动；请等它们签完或退回再改。"
            )
        if before.steps(chain)[:most] != wanted.steps(chain)[:most]:
            raise RefusedError(
                f"有 {number} 项的{chain.word}已经签到第 {most} 级，已经签过的各级现在不能换人。"
                "没有改动；请等它们签完或退回再改。"
            )
    words = f"修改台账“{name}”的办理规则：{_difference(before, wanted)}"
    with office.write("ledger.procedure", words=words) as work:
        row = work.find(Ledger, ledger_uid)
        row.procedure = wanted.as_document()
        work.session.add(row)
    return work.changes


def _difference(before: Procedure, now: Procedure) -> str:
    parts = [chain.word for chain in Chain if before.steps(chain) != now.steps(chain)]
    if before.gates != now.gates:
        parts.append("要素要求")
    return "、".join(parts)
