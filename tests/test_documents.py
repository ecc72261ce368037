"""What the documents say is true: links lead somewhere, the glossary and changelog are in step."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")])
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    local = [
        target.split("#", 1)[0] for target in targets if "://" not in target and not target.startswith("#")
    ]
    assert [target for target in local if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_scripts_named_are_there(name: str) -> None:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\bscripts/([a-z_-]+(?:\.py)?)", text))
    assert {"start", "test"} <= named
    assert [script for script in sorted(named) if not (CHECKOUT / "scripts" / script).exists()] == []


def test_readme_speaks_both_languages_of_both_commands() -> None:
    english, chinese = (CHECKOUT / "README.md").read_text(encoding="utf-8").split("\n# 中文说明\n")
    for command in ("python3 scripts/start", "python3 scripts/test"):
        assert f"\n{command}\n" in english
        assert f"\n{command}\n" in chinese


def test_changelog_is_kept() -> None:
    text = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert heads[0] == "[Unreleased]"
    for head in heads[1:]:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", head), head
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= SECTIONS
    versions = [tuple(map(int, re.findall(r"\d+", head)[:3])) for head in heads[1:]]
    assert versions == sorted(versions, reverse=True)
    current = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert versions == [] or tuple(map(int, current.split("."))) >= versions[0]


def test_glossary_is_in_step_with_the_code() -> None:
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "scripts" / "glossary"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted((CHECKOUT / "docs" / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_decisions_have_their_parts_and_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# (\d{4}|NNNN)\. \S", text)
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Context",
        "Decision",
        "Consequences",
        "Alternatives",
    ]
    assert len(text.splitlines()) <= 40
