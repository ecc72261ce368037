"""Where things lie: the program's resources and the office's data folder (`cli.md`, General)."""

import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ducha_desktop.runtime.atomic import sweep_temporaries, sync_folder, unlink_patiently, write_atomic

APPLICATION = "ducha-desktop"
PORTABLE_FOLDER = "ducha-data"
PORTABLE_MARKER = "portable.txt"
"""A `ducha-data` folder beside the frozen program with this file in it makes the program portable."""

LOCK_NAME = "ducha.lock"
FOUNDING_MARKER = "founding"
"""Stands in the folder while it is being founded; what it stands beside was never acknowledged."""

RESTORE_INTENT = "restore.json"
"""Stands in the folder from the moment a restore will be finished whatever happens."""

_OWN_FOLDERS = ("attachments", "papers", "backups", "logs", "keys", "private", "unsaved", "fonts")
_PRIVATE_MODE = 0o700


def resource(relative: str) -> Path:
    """The path of a bundled file, frozen, installed from a wheel or in a source checkout.

    Args:
        relative: path under `resources/`, with forward slashes, e.g. ``fonts/song.ttf``.

    Raises:
        FileNotFoundError: the installation is incomplete; the sentence names the file.
    """
    path = resource_root() / relative
    if not path.exists():
        raise FileNotFoundError(f"程序文件不完整：缺少 {relative}。请重新安装，或检查杀毒软件是否隔离了它。")
    return path


def resource_root() -> Path:
    """The folder that holds the bundled files."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def default_data_folder() -> Path:
    """The data folder when `--data` is not given: the portable one, or the user's own."""
    portable = _portable_folder()
    if portable is not None:
        return portable
    import platformdirs  # a window on a folder that was named starts without it

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def beside_program() -> Path | None:
    """Where a portable program keeps its data; None for a program that is not installed as one folder."""
    if not getattr(sys, "frozen", False):
        return None
    return Path(sys.executable).resolve().parent / PORTABLE_FOLDER


def _portable_folder() -> Path | None:
    beside = beside_program()
    return beside if beside is not None and (beside / PORTABLE_MARKER).is_file() else None


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Everything the program keeps: copying it while the program is closed copies the office."""

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "ducha.db"

    @property
    def attachments(self) -> Path:
        """Sealed attachments, named by keyed hash."""
        return self.root / "attachments"

    @property
    def papers(self) -> Path:
        """Sealed bytes of issued papers, named by keyed hash."""
        return self.root / "papers"

    @property
    def backups(self) -> Path:
        """The automatic backups and, under `blobs/`, the sealed files they need."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """The program's log."""
        return self.root / "logs"

    @property
    def keys(self) -> Path:
        """Key file and station key."""
        return self.root / "keys"

    @property
    def private(self) -> Path:
        """Temporary plaintext of the lock's holder, readable by this user only, wiped when the lock is taken."""
        return self.root / "private"

    @property
    def fonts(self) -> Path:
        """Fonts the office chose for its papers."""
        return self.root / "fonts"

    @property
    def unsaved(self) -> Path:
        """Sealed forms that a clerk has not saved yet."""
        return self.root / "unsaved"

    @property
    def lock(self) -> Path:
        """The file whose operating-system lock the writer holds."""
        return self.root / LOCK_NAME

    def create(self) -> None:
        """Make the folder and its parts; what exists stays."""
        self.root.mkdir(mode=_PRIVATE_MODE, parents=True, exist_ok=True)
        for name in _OWN_FOLDERS:
            (self.root / name).mkdir(mode=_PRIVATE_MODE, exist_ok=True)

    @property
    def is_founding(self) -> bool:
        """Whether the foundation is under way or was cut off."""
        return (self.root / FOUNDING_MARKER).exists()

    def begin_founding(self) -> None:
        """Mark an empty folder as being founded and clear what an earlier, cut-off try left."""
        self.root.mkdir(mode=_PRIVATE_MODE, parents=True, exist_ok=True)
        write_atomic(self.root / FOUNDING_MARKER, b"")
        self.create()
        for rest in (*self.keys.iterdir(), *self.root.glob(f"{self.database.name}*")):
            unlink_patiently(rest)

    def end_founding(self) -> None:
        """The office is founded: from here on nothing in the folder is ever cleared."""
        unlink_patiently(self.root / FOUNDING_MARKER)
        sync_folder(self.root)

    def is_empty(self) -> bool:
        """Whether nothing is kept here yet (a log, the lock and empty parts do not count)."""
        if not self.root.exists() or self.is_founding:
            return True
        return all(self._is_scaffolding(entry) for entry in self.root.iterdir())

    def _is_scaffolding(self, entry: Path) -> bool:
        if entry.name in {LOCK_NAME, PORTABLE_MARKER, "logs", "private"}:
            return True
        if entry.name.startswith(f".{FOUNDING_MARKER}."):  # killed while writing the marker
            return True
        return entry.name in _OWN_FOLDERS and entry.is_dir() and not any(entry.iterdir())

    def tidy(self) -> None:
        """Remove what killed writers left, half-written or in the private folder; for the lock's holder.

        A restore that still has to be finished keeps what it prepared.
        """
        self.wipe_private()
        for part in (self.keys, self.unsaved):
            if part.is_dir():
                sweep_temporaries(part)
        if not (self.root / RESTORE_INTENT).exists():
            sweep_temporaries(self.root)

    def wipe_private(self) -> None:
        """Empty the private folder; only the lock's holder may do this."""
        if sys.platform == "win32" and self.private.is_dir():  # Windows does not remove read-only files
            for path in self.private.rglob("*"):
                with suppress(OSError):
                    path.chmod(_PRIVATE_MODE)
        shutil.rmtree(self.private, ignore_errors=True)
        self.private.mkdir(mode=_PRIVATE_MODE, parents=True, exist_ok=True)
        self.private.chmod(_PRIVATE_MODE)
