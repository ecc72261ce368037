import re
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from ducha_desktop.typeset import faces
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.typeface import MISSING, typeface

RARE = "㛃䶮𬱟玥喆堃𬍛𫖯燚犇骉赟翀珺瑨曌昇甯"
RESOURCES = Path(__file__).parents[2] / "resources"


def gb2312() -> set[str]:
    return {bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_draws_gb2312_and_rare_names_with_its_stand_ins(role):
    text = (
        "".join(sorted(gb2312()))
        + RARE
        + "0123456789ABCxyz〔〕①⑩ⅠⅩ℃㎡％‰—…“”‘’《》〈〉【】·、。，；：？！（）￥"
    )
    assert typeface(role).width(text, 10) > 0
    assert typeface(role).missing(text) == []


def test_the_chosen_faces_themselves_carry_rare_names_except_the_fangsong():
    for role in (Role.TITLE, Role.SONG, Role.HEI, Role.KAI):
        assert all(faces.face(role).has(ord(character)) for character in "㛃䶮𬱟玥喆堃")
    assert not faces.face(Role.FANG).has(ord("䶮"))
    assert faces.face(Role.FILLER).has(ord("䶮"))


def test_black_covers_all_of_gbk():
    wide = "".join(
        bytes((row, cell)).decode("gbk", "ignore")
        for row in range(0x81, 0xA1)
        for cell in range(0x40, 0xFF)
        if cell != 0x7F
    )
    assert [character for character in wide if not faces.face(Role.HEI).has(ord(character))] == []


def test_bundle_is_small_renamed_and_licensed():
    files = sorted((RESOURCES / "fonts").glob("*.ttf"))
    assert {file.stem for file in files} == {role.value for role in Role} | {"hei-bold"}
    assert sum(file.stat().st_size for file in files) < 34e6
    notes = (RESOURCES / "licences" / "FONTS.md").read_text("utf-8")
    for file in files:
        with TTFont(file, lazy=True) as font:
            assert "glyf" in font
            assert "CFF " not in font
            for record in font["name"].names:
                if record.nameID in {1, 3, 4, 6, 16}:
                    assert not re.search("LXGW|霞鹜|Source|Noto|Fandol", record.toUnicode())
            assert font["name"].getDebugName(1).startswith("Ducha ")
            assert font["OS/2"].fsType == 0
        assert file.name in notes
    for licence in re.findall(r"`((?:OFL|GPL)-[\w.]+)`", notes):
        assert (RESOURCES / "licences" / licence).stat().st_size > 3000


def test_window_font_has_the_promised_family_name():
    with TTFont(faces.ui_font_file(), lazy=True) as font:
        assert font["name"].getDebugName(1) == faces.UI_FAMILY


def test_the_bold_of_the_window_is_of_the_same_family_and_draws_the_same_characters():
    plain = faces.ui_font_file()
    with TTFont(plain, lazy=True) as font, TTFont(plain.with_stem("hei-bold"), lazy=True) as bold:
        assert bold["name"].getDebugName(1) == faces.UI_FAMILY
        assert (bold["name"].getDebugName(2), bold["OS/2"].usWeightClass) == ("Bold", 700)
        assert bold.getBestCmap().keys() == font.getBestCmap().keys()


def test_a_face_is_read_once():
    assert faces.face(Role.SONG) is faces.face(Role.SONG)


def test_records_name_every_font_with_its_digest():
    records = faces.in_use()
    assert [record.role for record in records] == [role.value for role in Role]
    assert len({record.sha256 for record in records}) == len(records)
    assert all(len(record.sha256) == 64 for record in records)


def make_cff(path: Path) -> Path:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((500, 700))
    pen.closePath()
    shape = pen.getCharString()
    builder.setupCFF("Cubic-Regular", {"FullName": "Cubic"}, {".notdef": shape, "A": shape}, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Cubic", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def test_a_font_without_truetype_outlines_is_refused_and_nothing_changes(tmp_path):
    before = faces.face(Role.KAI)
    with pytest.raises(faces.UnusableFontError, match="不能用于排版"):
        faces.choose(Role.KAI, make_cff(tmp_path / "cubic.otf"))
    with pytest.raises(faces.UnusableFontError):
        faces.choose(Role.KAI, tmp_path / "gone.ttf")
    assert faces.face(Role.KAI) is before


def test_an_office_font_is_used_after_it_was_chosen_and_the_stand_ins_fill_its_gaps():
    kai = typeface(Role.KAI)
    wide = kai.width("督", 10)
    faces.choose(Role.KAI, RESOURCES / "fonts" / "filler.ttf")
    try:
        assert typeface(Role.KAI) is kai
        assert not faces.face(Role.KAI).has(ord("督"))
        assert [font.fontName for font, _ in kai.runs("督䶮")] == ["Ducha-song", "Ducha-kai"]
        assert kai.width("督", 10) == pytest.approx(10)
    finally:
        faces.choose(Role.KAI, None)
    assert kai.width("督", 10) == wide
    assert [piece for _, piece in kai.runs("督䶮")] == ["督䶮"]


def test_what_no_font_has_becomes_the_printers_sign_and_is_reported():
    song = typeface(Role.SONG)
    assert song.missing("甲\U0001f600乙\U0001f600") == ["\U0001f600"]
    assert "".join(piece for _, piece in song.runs("甲\U0001f600乙")) == f"甲{MISSING}乙"
