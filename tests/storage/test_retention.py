from datetime import date, timedelta

from ducha_desktop.storage.retention import Dated, expendable

START = date(2024, 1, 1)


def _kept(backups):
    gone = expendable(backups)
    return [backup for backup in backups if backup.sequence not in gone]


def test_few_are_all_kept():
    assert expendable([]) == set()
    assert expendable([Dated(n, START) for n in range(1, 50)]) == set()


def test_two_years_of_four_a_day():
    backups = [Dated(1 + day * 4 + n, START + timedelta(day)) for day in range(730) for n in range(4)]
    kept = _kept(backups)
    last = backups[-1].day
    assert [b.sequence for b in kept][-8:] == [b.sequence for b in backups][-8:]
    assert {b.day for b in kept} >= {last - timedelta(n) for n in range(14)}
    assert {b.day.isocalendar()[:2] for b in kept} >= {
        (last - timedelta(7 * n)).isocalendar()[:2] for n in range(8)
    }
    assert len({(b.day.year, b.day.month) for b in kept}) == 24
    # 8 of two days, 12 more days, at most 6 more weeks, at most 23 more months
    assert len(kept) <= 8 + 12 + 7 + 23
    for backup in kept[:-8]:
        assert backup.sequence % 4 == 0, "the last one of its day"


def test_thinning_again_changes_nothing():
    backups = [Dated(1 + day, START + timedelta(day)) for day in range(900)]
    kept = _kept(backups)
    assert _kept(kept) == kept


def test_day_by_day_keeps_as_much_as_at_once():
    shelf = []
    for day in range(800):
        shelf = _kept([*shelf, Dated(day + 1, START + timedelta(day))])
    assert len({(b.day.year, b.day.month) for b in shelf}) >= 24
    assert len(shelf) < 60


def test_a_clock_that_jumps_expires_nothing_by_age():
    backups = [Dated(n + 1, START + timedelta(n)) for n in range(10)]
    before = _kept(backups)
    for jumped in (date(2099, 1, 1), date(1970, 1, 1)):
        # Ten days' backups and one with a wrong date: still within 14 daily, so all stay.
        assert _kept([*backups, Dated(11, jumped)]) == [*before, Dated(11, jumped)]


def test_the_newest_three_stay_whatever_their_dates():
    old, newer = date(1970, 1, 1), date(2026, 1, 1)
    backups = [Dated(n, newer + timedelta(n)) for n in range(1, 60)] + [Dated(n, old) for n in (60, 61, 62)]
    assert {60, 61, 62} <= {b.sequence for b in _kept(backups)}
