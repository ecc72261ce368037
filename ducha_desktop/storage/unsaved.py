"""What a clerk has typed into a form and not saved yet, kept across a power cut.

One sealed file per form in `unsaved/`, replaced whole at each pause in the typing. It is not part of
the ledger: no journal, no backup, no exchange; it goes when the form is saved or thrown away.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ducha_desktop.runtime.atomic import replacing, unlink_patiently
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import SealDamagedError
from ducha_desktop.vault.seal import blob_name, seal_bytes, unseal_bytes

_SUFFIX = ".form"
_BOUND = b"ducha unsaved form 1"


@dataclass(frozen=True, slots=True)
class UnsavedForm:
    """A form left without saving.

    Attributes:
        name: which form, e.g. `matter.add` or `matter.edit/<uid>`.
        values: what stood in it, by field key.
        kept_at: wall time of the last pause in typing, milliseconds since 1970.
        entry: uid of the journal entry that was about to save it; empty while it is only typed.
    """

    name: str
    values: Mapping[str, str]
    kept_at: int
    entry: str = ""


class UnsavedForms:
    """One folder of sealed forms; readable by this data folder's key alone."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        """Serve `folder`."""
        self._folder = folder
        self._key = key.subkey("form")

    def keep(self, form: UnsavedForm) -> None:
        """Keep what stands in a form; on the disk when this returns.

        Raises:
            OSError: the disk refused; what was kept before still is.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        said = {"name": form.name, "values": dict(form.values), "kept_at": form.kept_at, "entry": form.entry}
        sealed = seal_bytes(self._key, json.dumps(said, ensure_ascii=False).encode(), bound=_BOUND)
        with replacing(self._path(form.name), mode=0o600) as file:
            file.write(sealed)

    def find(self, name: str) -> UnsavedForm | None:
        """What was kept of the form, if anything readable was."""
        return self._read(self._path(name))

    def all(self) -> list[UnsavedForm]:
        """Every form left without saving, the latest first; damaged ones are left out."""
        found = (self._read(path) for path in sorted(self._folder.glob(f"*{_SUFFIX}")))
        return sorted((form for form in found if form is not None), key=lambda form: -form.kept_at)

    def forget(self, name: str) -> None:
        """The form was saved or thrown away."""
        if self._folder.is_dir():
            unlink_patiently(self._path(name))

    def _read(self, path: Path) -> UnsavedForm | None:
        try:
            said = json.loads(unseal_bytes(self._key, path.read_bytes(), bound=_BOUND))
        except (FileNotFoundError, SealDamagedError, ValueError):
            return None
        return UnsavedForm(said["name"], said["values"], said["kept_at"], said.get("entry", ""))

    def _path(self, name: str) -> Path:
        return self._folder / (blob_name(self._key, sha256(name.encode()).hexdigest()) + _SUFFIX)
