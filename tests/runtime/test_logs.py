import logging

import pytest

from ducha_desktop.runtime import logs


@pytest.fixture(autouse=True)
def _closed():
    yield
    logs.stop_log()


def test_utf8_lines_in_the_folder(tmp_path):
    path = logs.start_log(tmp_path / "logs")
    logging.getLogger("ducha_desktop.storage").info("备份完成 %d", 3)
    logs.stop_log()
    assert path == tmp_path / "logs" / "ducha.log"
    assert "ducha_desktop.storage 备份完成 3" in path.read_text(encoding="utf-8")


def test_a_trace_tells_where_and_what_kind_but_never_the_words(tmp_path):
    path = logs.start_log(tmp_path)

    def inner():
        raise ValueError("陆明 13900000000")

    def refuse():
        try:
            inner()
        except ValueError as error:
            raise KeyError("关于县长的批示") from error

    try:
        refuse()
    except KeyError:
        logging.getLogger("ducha_desktop").exception("意外错误")
    logs.stop_log()
    text = path.read_text(encoding="utf-8")
    assert "陆明" not in text
    assert "批示" not in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_logs.py" in text
    assert text.index("ValueError") < text.index("KeyError")


def test_five_files_of_a_megabyte(tmp_path):
    logs.start_log(tmp_path)
    logger = logging.getLogger("ducha_desktop")
    for _ in range(70):
        logger.info("x" * 100_000)
    logs.stop_log()
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["ducha.log", "ducha.log.1", "ducha.log.2", "ducha.log.3", "ducha.log.4"]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 5_100_000


def test_a_held_file_is_written_on(tmp_path, monkeypatch):
    path = logs.start_log(tmp_path)

    def held(*_):
        raise PermissionError

    monkeypatch.setattr("os.rename", held)
    logger = logging.getLogger("ducha_desktop")
    for number in range(15):
        logger.info("%d %s", number, "x" * 100_000)
    logs.stop_log()
    assert " 14 x" in path.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    logs.start_log(tmp_path / "file")
    logging.getLogger("ducha_desktop").info("x")
