"""The house keeps its own rules: import contracts, file sizes and names, who may commit."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "ducha_desktop"
SCRIPTS = CHECKOUT / "scripts"


def run(*command: str, cwd: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def lint_imports(cwd: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command as run; run()"
    return run(sys.executable, "-c", code, "--no-cache", cwd=cwd)


def test_imports_only_go_down() -> None:
    done = lint_imports(CHECKOUT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("ui/breach.py", "from ducha_desktop.storage import queries"),
        ("services/breach.py", "def f():\n    import PySide6.QtCore"),
        ("domain/breach.py", "import sqlmodel"),
        ("ui/breach.py", "import openpyxl"),
        ("utils/__init__.py", "X = 1"),
        ("cards/breach.py", "import ducha_desktop.exchange"),
    ],
)
def test_a_planted_breach_is_caught(tmp_path: Path, room: str, line: str) -> None:
    _skeleton(tmp_path)
    planted = tmp_path / "ducha_desktop" / room
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout


def _skeleton(folder: Path) -> None:
    """The rooms without their furniture, under the real contracts."""
    (folder / "pyproject.toml").write_bytes((CHECKOUT / "pyproject.toml").read_bytes())
    for room in PACKAGE.rglob("__init__.py"):
        if "__pycache__" not in room.parts:
            copy = folder / room.relative_to(CHECKOUT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text("", encoding="utf-8")
    (folder / "ducha_desktop" / "__main__.py").write_text("", encoding="utf-8")


def test_sizes_names_and_ties() -> None:
    done = run(sys.executable, str(SCRIPTS / "check_sizes.py"))
    assert done.returncode == 0, done.stdout


def test_the_walk_finds_what_it_looks_for(tmp_path: Path) -> None:
    copy = tmp_path / "scripts" / "check_sizes.py"
    copy.parent.mkdir()
    copy.write_bytes((SCRIPTS / "check_sizes.py").read_bytes())
    (tmp_path / "long.py").write_text("x = 1\n" * 401, encoding="utf-8")
    (tmp_path / "helpers.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text(
        "see " + "/ro" + "ot/x and https://py" + "pi.example/simple\n", encoding="utf-8"
    )
    (tmp_path / "fine.md").write_text("a folder of docs/workflow, at /works/hop\n", encoding="utf-8")
    done = run(sys.executable, str(copy), cwd=tmp_path)
    assert done.returncode == 1
    assert "long.py: 401 lines" in done.stdout
    assert "helpers.py: a module named helpers" in done.stdout
    assert done.stdout.count("notes.md:1:") == 2
    assert "fine.md" not in done.stdout


def test_only_services_and_storage_commit() -> None:
    """A transaction's commit takes no arguments; a use case of that name does."""
    allowed = {"services", "storage"}
    places = [
        f"{path.relative_to(CHECKOUT).as_posix()}:{number}"
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in allowed
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\.commit\(\s*\)", line)
    ]
    assert places == []
