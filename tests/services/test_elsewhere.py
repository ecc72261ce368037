"""A path is within the data folder whatever it is called; equal beginnings of names are not."""

from pathlib import Path

import pytest

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.services.elsewhere import lies_within, require_elsewhere


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "Data" / "keys").mkdir(parents=True)
    return tmp_path / "Data"


def test_within(root: Path) -> None:
    for path in (root, root / "ducha.db", root / "keys" / "new" / "a.pdf", root / ".." / "Data" / "x"):
        assert lies_within(root, path)
        with pytest.raises(WrongUseError, match="没有写出文件"):
            require_elsewhere(root, path)


def test_beside(root: Path) -> None:
    for path in (root.parent, root.parent / "Data2" / "a.pdf", root / ".." / "a.pdf", Path("a.pdf")):
        assert not lies_within(root, path)
        require_elsewhere(root, path)


def test_relative_paths_count_from_where_the_program_was_started(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "keys")
    assert lies_within(root, Path("a.pdf"))
    assert lies_within(Path(".."), root / "a.pdf")


def test_links_are_followed_both_ways(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root, target_is_directory=True)
    assert lies_within(root, link / "a.pdf")
    assert lies_within(link, root / "a.pdf")
    (root.parent / "a.pdf").symlink_to(root / "not yet there.pdf")
    assert lies_within(root, root.parent / "a.pdf")
    (root / "out").symlink_to(root.parent, target_is_directory=True)
    assert not lies_within(root, root / "out" / "b.pdf"), "it leads out again"


def test_another_letter_case_is_the_same_folder_where_the_file_system_says_so(root: Path) -> None:
    other = root.parent / "dATA"
    assert lies_within(root, other / "a.pdf") is other.exists()


def test_a_folder_that_is_not_there_yet_and_a_circle_of_links(root: Path) -> None:
    assert lies_within(root.parent / "new", root.parent / "new" / "a.pdf")
    (root.parent / "round").symlink_to(root.parent / "round")
    assert not lies_within(root, root.parent / "round" / "a.pdf")
