"""Our own export comes back: unchanged it changes nothing, edited it changes what was edited and nothing else."""

import random
import shutil
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from ducha_desktop.domain.fields import BY_LABEL
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import history, matters
from ducha_desktop.services.intake_updating import NUMBER_STAYS, STATE_STAYS, UNCHANGED
from ducha_desktop.services.ledger_columns import chosen_columns, row_values
from ducha_desktop.services.office import Office
from ducha_desktop.services.wholes import EXPORT_KEYS, every_detail
from tests.services.conftest import fingerprint
from tests.services.round_trip_kit import HEADS, TODAY, Sheet, export

DUE = {"due", "due_text", "due_kind", "due_approximate", "recurrence", "original_due"}
STORED = {"due": DUE, "due_text": DUE, "ledger": {"ledger_uid"},
          "progress_percent": {"progress_percent", "progress_approximate", "extras"}}  # fmt: skip
ROLES = {"liaison_leaders": "liaison", "responsible_leaders": "responsible", "lead_unit": "lead",
         "co_units": "co", "townships": "township", "persons": "person"}  # fmt: skip
TEXTS = (
    "category",
    "source",
    "target",
    "task",
    "measures",
    "progress_text",
    "problems",
    "next_steps",
    "remarks",
)
Table = dict[str, dict[str, Any]]
OPEN, DRAFTS = LedgerQuery(stages=("open",)), LedgerQuery(stages=("draft",))


def shown(office: Office) -> Table:
    columns = chosen_columns(EXPORT_KEYS)
    with office.read() as reader:
        lines = every_detail(reader, LedgerQuery())
        return {
            line.row.number: dict(zip(EXPORT_KEYS, row_values(line, columns), strict=True)) for line in lines
        }


def stored(office: Office) -> tuple[Table, dict[str, dict[str, set[str]]]]:
    """The matters' columns and holders by shown number."""
    with office.read() as reader:
        cursor = reader.connection.execute(
            "SELECT r.number AS shown_as, m.* FROM matter m JOIN ledger_row r ON r.uid = m.uid"
        )
        names = [column[0] for column in cursor.description]
        table = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
        held: dict[str, dict[str, set[str]]] = {}
        for number, role, who in reader.connection.execute(
            "SELECT r.number, a.role, coalesce(a.unit_uid, a.person_uid) FROM assignment a"
            " JOIN ledger_row r ON r.uid = a.matter_uid WHERE a.deleted_at IS NULL"
        ).fetchall():
            held.setdefault(number, {}).setdefault(role, set()).add(who)
    return table, held


def test_the_export_of_a_county_comes_back_unchanged(county: Office, back: Any, tmp_path: Path) -> None:
    before, journal = fingerprint(county), entries(county)
    path = export(county, tmp_path / "导出.xlsx")
    for again in (path, Sheet(shutil.copy(path, tmp_path / "又存.xlsx")).save()):
        result, judged = back(again)
        assert (result.drafts, result.updated, result.refused, result.problems) == (0, 0, 0, ())
        assert result.skipped == result.rows_read
        assert {row.why for row in judged.rows} == {UNCHANGED}
        names = {name for row in judged.rows for name in row.draft.extras}
        assert names == {"会议类别", "议题序号", "批示领导", "建设性质", "年度计划投资", "资金来源", "问题来源",
                         "提出人", "办理方式"}  # fmt: skip
    assert (fingerprint(county), entries(county)) == (before, journal)


def test_townships_among_the_co_units_stay_townships(county: Office, back: Any, tmp_path: Path) -> None:
    before, table = fingerprint(county), shown(county)
    sheet = Sheet(export(county, tmp_path / "导出.xlsx", OPEN))
    joined = {}
    for row in sheet.rows:
        both = [words for key in ("co_units", "townships") if (words := sheet.get(row, key))]
        joined[sheet.get(row, "number")] = row
        sheet.put(row, "co_units", "、".join(both))
    number = next(n for n in joined if table[n]["townships"] and table[n]["co_units"])
    sheet.drop("townships")
    path = sheet.save()
    assert back(path)[0].updated == 0
    assert fingerprint(county) == before
    sheet = Sheet(path)
    sheet.put(joined[number], "co_units", "、".join([table[number]["townships"], "县没有过的办公室"]))
    result, _ = back(sheet.save())
    assert (result.updated, result.unmatched_units) == (1, ("县没有过的办公室",))
    after = shown(county)[number]
    assert (after["co_units"], after["townships"]) == ("县没有过的办公室", table[number]["townships"])
    history.undo(county)
    assert fingerprint(county) == before


def entries(office: Office) -> int:
    with office.read() as reader:
        return int(reader.connection.execute("SELECT count(*) FROM entry").fetchone()[0])


@pytest.mark.parametrize("seed", range(2))
def test_an_edited_cell_changes_exactly_its_field(
    county: Office, back: Any, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    before, (table, held), print_before = shown(county), stored(county), fingerprint(county)
    sheet = Sheet(export(county, tmp_path / "导出.xlsx"))
    choices = Choices(before, dice)
    edits: dict[str, tuple[str, Any]] = {}
    for row in dice.sample(sheet.rows, 90):
        number, key = sheet.get(row, "number"), dice.choice(choices.keys)
        value = choices.value(key, before[number])
        if value is not None:
            sheet.put(row, key, value)
            edits[number] = (key, value)
    if seed:
        sheet.shuffle(dice)
        used = {key for key, _ in edits.values()}
        sheet.drop(
            *dice.sample([k for k in ("light", "status", *TEXTS[:4]) if k not in used or k == "light"], 2)
        )
    result, _ = back(sheet.save())
    assert result.updated == len(edits), list(result.problems)[:5]
    assert (result.drafts, result.refused, result.unmatched_units) == (0, 0, ())
    after, (table_after, held_after) = shown(county), stored(county)
    for number, line in before.items():
        key, value = edits.get(number, ("", None))
        changed = {name for name in line if line[name] != after[number][name]} - {"light"}
        assert changed <= ({"due", "due_text"} if key in ("due", "due_text") else {key}), (number, key, value)
        if key:
            assert changed, (number, key, value, line[key])
            assert after[number][key] == (value.date() if isinstance(value, datetime) else value)
        columns = {name for name, old in table[number].items() if old != table_after[number][name]}
        assert columns <= STORED.get(key, {key}), (number, key, columns)
        roles = {
            role
            for role in ROLES.values()
            if held.get(number, {}).get(role) != held_after.get(number, {}).get(role)
        }
        assert roles <= {ROLES.get(key, "")}, (number, key, roles)
    history.undo(county)
    assert fingerprint(county) == print_before


class Choices:
    """Values a clerk might put into a cell."""

    def __init__(self, table: Table, dice: random.Random) -> None:
        self.dice = dice
        self.keys = (*TEXTS, *ROLES, "title", "due", "due_text", "progress_percent", "ledger")
        self.known = {
            key: sorted({name for line in table.values() for name in (line[key] or "").split("、") if name})
            for key in (*ROLES, "ledger")
        }

    def value(self, key: str, line: dict[str, Any]) -> Any:
        dice = self.dice
        if key in ROLES:
            return self._names(key, line)
        if key == "due":
            return datetime.combine(TODAY + timedelta(days=dice.randint(400, 700)), time())
        if key == "due_text":
            return f"2028年{dice.randint(1, 12)}月{dice.randint(1, 28)}日前报结果"
        if key == "progress_percent":
            return dice.choice([n / 100 for n in range(1, 100) if n / 100 != line[key]])
        if key == "ledger":
            return dice.choice([name for name in self.known["ledger"] if name != line[key]])
        return f"{line[key] or ''}（核改{dice.randint(1, 999)}）"

    def _names(self, key: str, line: dict[str, Any]) -> str | None:
        taken = {name for role in ROLES for name in (line[role] or "").split("、")}
        free = [name for name in self.known[key] if name not in taken]
        if key == "lead_unit":
            return self.dice.choice(free)
        if key in ("liaison_leaders", "responsible_leaders", "persons") or not line[key]:
            return self.dice.choice(free)
        names = line[key].split("、")
        return "、".join(names[1:]) if len(names) > 1 else None


def test_the_words_of_a_deadline_stay_and_state_and_number_do_not_move(
    county: Office, back: Any, tmp_path: Path
) -> None:
    before = shown(county)
    with_words = next(
        n for n, line in before.items() if line["due"] and line["due_text"] and "前" in line["due_text"]
    )
    draft = next(n for n, line in before.items() if line["status"] == "拟办")
    sheet = Sheet(export(county, tmp_path / "导出.xlsx"))
    sheet.put(
        sheet.row_of(with_words), "status", "已销号" if before[with_words]["status"] != "已销号" else "承办中"
    )
    sheet.put(sheet.row_of(draft), "number", "城建-77")
    sheet.drop("due")
    result, judged = back(sheet.save())
    assert [problem.why for problem in result.problems] == [STATE_STAYS]
    assert result.updated == 1
    assert shown(county) == before
    (row,) = (row for row in judged.rows if row.verdict == "update")
    assert row.edit is not None
    assert row.edit.columns == {"alias": "城建-77"}
    sheet = Sheet(export(county, tmp_path / "再导出.xlsx"))
    numbered = next(n for n in before if n.startswith("督办"))
    sheet.put(sheet.row_of(numbered), "number", "自编一号")
    result, _ = back(sheet.save())
    assert [problem.why for problem in result.problems] == [NUMBER_STAYS]
    assert shown(county) == before


def test_an_emptied_cell_clears_only_when_the_clerk_says_so(
    county: Office, back: Any, tmp_path: Path
) -> None:
    before, first = shown(county), fingerprint(county)
    number = next(
        n
        for n, line in before.items()
        if line["status"] == "承办中" and line["co_units"] and line["problems"] and line["due"]
    )
    sheet = Sheet(export(county, tmp_path / "导出.xlsx", OPEN))
    for key in ("co_units", "problems", "due", "due_text"):
        sheet.put(sheet.row_of(number), key, None)
    path = sheet.save()
    assert back(path)[0].updated == 0
    assert fingerprint(county) == first
    assert back(path, clear_empty=True)[0].updated == 1
    after = shown(county)
    assert {key for key in EXPORT_KEYS if before[number][key] != after[number][key]} - {"light"} == {
        "co_units", "problems", "due", "due_text",
    }  # fmt: skip
    assert {n for n in before if before[n] != after[n]} == {number}
    history.undo(county)
    assert fingerprint(county) == first


def test_a_selection_comes_back_and_the_rest_is_left_alone(county: Office, back: Any, tmp_path: Path) -> None:
    before = fingerprint(county)
    path = export(county, tmp_path / "选.xlsx", LedgerQuery(lights=("red",)))
    sheet = Sheet(path)
    sheet.put(sheet.rows[0], "remarks", "已约谈")
    number = sheet.get(sheet.rows[0], "number")
    result, _ = back(sheet.save())
    assert (result.updated, shown(county)[number]["remarks"]) == (1, "已约谈")
    history.undo(county)
    assert fingerprint(county) == before


def test_twins_without_a_number_are_never_mixed_up(county: Office, back: Any, tmp_path: Path) -> None:
    with county.write("matter.add", words="登记两件") as work:
        for _ in range(2):
            matters.add(work, {"title": "同名事项", "lead_unit": "县财政局"})
    before = fingerprint(county)
    sheet = Sheet(export(county, tmp_path / "导出.xlsx", DRAFTS))
    sheet.drop("number")
    assert back(sheet.save())[0].updated == 0
    assert fingerprint(county) == before
    row = next(row for row in sheet.rows if sheet.get(row, "title") == "同名事项")
    sheet = Sheet(sheet.path)
    sheet.put(row, "remarks", "是哪一件？")
    result, _ = back(sheet.save())
    assert result.updated == 0
    assert any("分不清" in problem.why for problem in result.problems)
    assert fingerprint(county) == before


def test_all_headings_of_the_export_are_fields_or_computed() -> None:
    assert [label for label in HEADS.values() if label not in BY_LABEL] == ["序号", "时限原文", "亮灯"]
