"""Proving that the office's data is whole (`ducha check`, `ducha audit verify`)."""

from dataclasses import dataclass

from ducha_desktop.services.office import Office
from ducha_desktop.storage.integrity import Finding
from ducha_desktop.storage.journal import Verdict


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`ducha check`: `ok` when nothing is left to be mended."""

    ok: bool
    findings: tuple[Finding, ...]
    repaired: int = 0


def check(office: Office, *, repair: bool = False) -> CheckResult:
    """Look at everything; with `repair`, build the computed tables anew where they differ.

    Raises:
        InUseError: repairing while another program writes.
    """
    from ducha_desktop.storage import integrity, remaking

    findings = integrity.check(office.folder, office.key)
    mendable = [finding for finding in findings if finding.repairable]
    if not (repair and mendable and len(mendable) == len(findings)):
        return CheckResult(not findings, tuple(findings))
    with office.transaction() as work:
        remaking.rebuild(work.raw)
        with work.entry("check.repair", words="修复：重建台账列表和搜索索引", kind="fixed"):
            pass
    left = integrity.check(office.folder, office.key)
    return CheckResult(not left, tuple(left), repaired=len(mendable))


def audit_verify(office: Office) -> Verdict:
    """Walk the whole chain of the journal (`ducha audit verify`)."""
    from ducha_desktop.storage.journal import verify

    with office.read() as reader:
        return verify(reader.connection, office.chain_key)
