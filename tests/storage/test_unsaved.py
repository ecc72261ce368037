"""Forms that were not saved come back, and nobody else can read them."""

import pytest

from ducha_desktop.storage.unsaved import UnsavedForm, UnsavedForms
from ducha_desktop.vault.derive import DataKey

KEY = DataKey(bytes(range(32)))
FORM = UnsavedForm(
    "matter.add", {"title": "第二污水处理厂提标改造", "lead_unit": "县住建局"}, 1_795_320_000_000
)


@pytest.fixture
def forms(tmp_path):
    return UnsavedForms(tmp_path / "unsaved", KEY)


def test_comes_back_until_it_is_forgotten(forms):
    assert forms.find("matter.add") is None
    forms.forget("matter.add")
    forms.keep(FORM)
    assert forms.find("matter.add") == FORM
    forms.forget("matter.add")
    assert forms.all() == []


def test_the_latest_stands_first_and_replaces_itself(forms):
    later = UnsavedForm("matter.edit/42", {"remarks": "附㛃䶮"}, FORM.kept_at + 1)
    forms.keep(FORM)
    forms.keep(later)
    forms.keep(later)
    assert forms.all() == [later, FORM]


def test_neither_names_nor_bytes_tell_what_was_typed(forms, tmp_path):
    forms.keep(FORM)
    (path,) = (tmp_path / "unsaved").iterdir()
    assert "matter" not in path.name
    assert "污水".encode() not in path.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"\x01", b"\x01" + bytes(60)])
def test_a_damaged_form_is_no_form(forms, tmp_path, damage):
    forms.keep(FORM)
    (path,) = (tmp_path / "unsaved").iterdir()
    path.write_bytes(damage)
    assert forms.find("matter.add") is None
    assert forms.all() == []


def test_another_office_cannot_read_it(forms, tmp_path):
    forms.keep(FORM)
    assert UnsavedForms(tmp_path / "unsaved", DataKey(bytes(32))).all() == []
