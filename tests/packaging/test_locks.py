"""The locks: complete, hashed, tied to no registry, and told of in docs/third-party.md."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)(?: ; (.+?))? \\$")


def pins(lock: str) -> dict[str, tuple[str, str]]:
    lines = (CHECKOUT / lock).read_text(encoding="utf-8").splitlines()
    found = [PIN.match(line) for line in lines if line and not line.startswith((" ", "#"))]
    assert all(found), f"{lock} has a line that is no pin"
    return {match[1]: (match[2], match[3] or "") for match in found if match}


def normal(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    text = (CHECKOUT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    blocks = re.split(r"\n(?=\S)", text)
    pinned = [block for block in blocks if "==" in block.split("\n", 1)[0]]
    assert len(pinned) == len(pins(lock))
    assert all("--hash=sha256:" in block for block in pinned)


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], ""), (LOCKS[1], "dev"), (LOCKS[2], "build")])
def test_every_declared_dependency_is_locked(lock: str, extra: str) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    assert {normal(line) for line in declared} <= set(pins(lock))


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_tools_never_move_a_version_of_the_product(lock: str) -> None:
    product, with_tools = pins(LOCKS[0]), pins(lock)
    assert {name: with_tools[name] for name in product} == product


def test_licences_are_told_for_every_pin_of_every_system() -> None:
    told = (CHECKOUT / "docs" / "third-party.md").read_text(encoding="utf-8")
    missing = [
        f"{name} {version}"
        for lock in LOCKS[:2]
        for name, (version, marker) in pins(lock).items()
        if "sys_platform" not in marker and f"| {name} | {version} |" not in told
    ]
    assert missing == []
    assert "see the package" not in told


def test_licences_are_told_for_every_font() -> None:
    told = (CHECKOUT / "docs" / "third-party.md").read_text(encoding="utf-8")
    fonts = [
        path.name for folder in ("fonts", "icons") for path in (CHECKOUT / "resources" / folder).glob("*.ttf")
    ]
    assert fonts
    assert [name for name in fonts if name not in told] == []


MODULES = {
    "argon2-cffi": "argon2",
    "fonttools": "fontTools",
    "msoffcrypto-tool": "msoffcrypto",
    "pyside6-essentials": "PySide6",
}


def test_declared_and_imported_are_the_same() -> None:
    declared = {
        MODULES.get(name := normal(line), name.replace("-", "_"))
        for line in tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "dependencies"
        ]
    }
    imported = {
        module.split(".")[0]
        for path in [*(CHECKOUT / "ducha_desktop").rglob("*.py"), CHECKOUT / "scripts" / "shots"]
        if path.exists()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for module in imports(node)
    }
    own = {"ducha_desktop", "shiboken6", *(path.stem for path in (CHECKOUT / "scripts").iterdir())}
    foreign = imported - set(sys.stdlib_module_names) - own
    assert declared - foreign == set(), "declared and never imported"
    assert foreign - declared == set(), "imported and never declared"


def imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and node.level == 0 else []
