"""What the scripts say to arguments that lead nowhere: a sentence and a status, before anything is begun."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def run(script: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / script), *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("script", "words", "said"),
    [
        ("shots", ("--data", "{nowhere}"), "There is no data folder at"),
        ("shots", ("--data", "{empty}"), "ducha demo"),
        ("shots", ("--out", "{file}/pictures"), "Nothing can be written into"),
        ("manual-pictures", ("--data", "{nowhere}"), "There is no data folder at"),
        ("bench", ("--program", "{nowhere}"), "There is no program at"),
        ("bench", ("--keep", "{file}"), "There is no data folder at"),
        ("bench_start.py", ("--data", "{nowhere}"), "There is no data folder at"),
        ("bench_store.py", ("--data", "{file}"), "There is no data folder at"),
        ("fonts", ("{nowhere}",), "There is no folder at"),
        ("clean-root", ("readme", "--work", "{file}/root"), "Nothing can be written into"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_begun(
    tmp_path: Path, script: str, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    places = {name: str(tmp_path / name) for name in ("nowhere", "empty", "file")}
    done = run(script, *(word.format(**places) for word in words))
    assert done.returncode == 3, done.stderr
    assert said in done.stderr
    assert done.stderr.rstrip().endswith("Nothing was done.")
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file"]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("shots", ("--only", "no such frame")),
        ("manual-pictures", ("--only", "no such scene")),
        ("prove", ("no-such-proof",)),
        ("prove", ("--count", "0")),
        ("bench_start.py", ()),
        ("bench_pdf.py", ("--cards", "-1")),
        ("build", ("--quickly",)),
        ("clean-root", ("elsewhere",)),
        ("glossary", ("--chek",)),
        ("third-party", ("--chek",)),
        ("lock", ("--chek",)),
    ],
)
def test_a_wrong_use_is_named(script: str, words: tuple[str, ...]) -> None:
    done = run(script, *words)
    assert done.returncode == 2, done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
