"""The office's own fonts: tried before they count, copied into the data folder, never in the way."""

import shutil
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.runtime.paths import DataFolder, resource
from ducha_desktop.services import office_fonts
from ducha_desktop.typeset import faces
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.typeface import typeface


@pytest.fixture
def folder(tmp_path: Path):
    made = DataFolder(tmp_path / "台账")
    made.create()
    yield made
    faces.look_in(None)


def view(folder: DataFolder, role: Role) -> office_fonts.FontView:
    return next(one for one in office_fonts.fonts(folder) if one.role == role.value)


def test_the_bundled_fonts_draw_every_common_character(folder):
    found = office_fonts.fonts(folder)
    assert len(office_fonts.common_characters()) == 6763
    assert [(one.covered, one.gaps, one.own) for one in found] == [(6763, "", False)] * 5


def test_a_chosen_font_is_used_copied_and_found_again(folder, tmp_path):
    brought = tmp_path / "单位字体.TTF"
    shutil.copyfile(resource("fonts/kai.ttf"), brought)
    before = typeface(Role.FANG).width("督查", 16)

    chosen = office_fonts.choose(folder, "fangsong", brought)
    assert (chosen.own, chosen.family, chosen.problem) == (True, "Ducha Kai", "")
    brought.unlink()

    faces.look_in(None)
    assert view(folder, Role.FANG).own  # another start of the program
    assert faces.in_use()[list(Role).index(Role.FANG)].family == "Ducha Kai"
    assert not office_fonts.reset(folder, "fangsong").own
    assert typeface(Role.FANG).width("督查", 16) == before
    assert list(folder.fonts.iterdir()) == []


def test_choosing_again_leaves_one_file(folder):
    office_fonts.choose(folder, "kai", resource("fonts/song.ttf"))
    office_fonts.choose(folder, "kai", resource("fonts/fangsong.ttf"))
    assert [path.name for path in folder.fonts.iterdir()] == ["kai-0.ttf"]
    assert view(folder, Role.KAI).family == "Ducha Fangsong"


@pytest.mark.parametrize("content", [b"", b"MZ not a font", b"\x00\x01\x00\x00" + bytes(200)])
def test_what_is_no_font_is_refused_and_nothing_changes(folder, tmp_path, content):
    bad = tmp_path / "坏.ttf"
    bad.write_bytes(content)
    with pytest.raises(WrongUseError, match="没有改动"):
        office_fonts.choose(folder, "song", bad)
    assert list(folder.fonts.iterdir()) == []
    assert not view(folder, Role.SONG).own


def test_a_font_with_gaps_is_refused(folder):
    with pytest.raises(WrongUseError, match="缺字"):
        office_fonts.choose(folder, "song", resource("fonts/filler.ttf"))


def test_a_font_damaged_later_gives_way_to_the_bundled_one_and_says_so(folder):
    office_fonts.choose(folder, "song", resource("fonts/kai.ttf"))
    faces.look_in(None)
    (folder.fonts / "song-0.ttf").write_bytes(b"cut")
    found = view(folder, Role.SONG)
    assert (found.own, found.family) == (False, "Ducha Song")
    assert "song-0.ttf" in found.problem
