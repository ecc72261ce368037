"""No file of the clerk's own is written into the data folder, whichever dialog chose the place."""

from pathlib import Path

import pytest

from ducha_desktop.ui import ask
from tests.ui.conftest import Answers


@pytest.fixture
def home(tmp_path: Path, answers: Answers) -> Path:
    root = tmp_path / "数据"
    (root / "logs").mkdir(parents=True)
    answers.log_folder = root / "logs"
    return root


@pytest.mark.parametrize("place", ["ducha.db", "backups/清单.xlsx", "papers/../keys/keys.json"])
def test_a_file_there_is_refused_with_a_sentence(home: Path, answers: Answers, place: str) -> None:
    answers.paths = [home / place]
    assert ask.save_file(None, "导出 Excel", home / "x", kinds="") is None
    assert "在数据文件夹里面" in answers.said[-1]
    assert "请另选一个文件夹" in answers.said[-1]


def test_a_folder_there_is_refused_too(home: Path, answers: Answers) -> None:
    answers.paths = [home]
    assert ask.folder_for_files(None, "保存", start=home) is None
    assert "在数据文件夹里面" in answers.said[-1]


def test_anywhere_else_is_free(home: Path, answers: Answers) -> None:
    answers.paths = [home.parent / "清单.xlsx", home.parent]
    assert ask.save_file(None, "导出 Excel", home / "x", kinds="") == home.parent / "清单.xlsx"
    assert ask.folder_for_files(None, "保存", start=home) == home.parent
    assert answers.said == []
