from datetime import date

from ducha_desktop.runtime.clock import Clock, FixedClock


def test_the_computers_clock_agrees_with_itself():
    clock = Clock()
    first = clock.monotonic()
    assert abs(clock.wall_milliseconds() / 1000 - 1.7e9) < 3e9
    assert clock.monotonic() >= first
    assert clock.today().year >= 2024


def test_a_fixed_day_with_a_running_wall():
    clock = FixedClock(date(2026, 10, 1))
    assert clock.today() == date(2026, 10, 1)
    assert abs(clock.wall_milliseconds() - Clock().wall_milliseconds()) < 60_000


def test_a_standing_wall_moves_only_when_told():
    clock = FixedClock(date(2026, 10, 1), 1000)
    assert clock.wall_milliseconds() == 1000
    clock.advance(-5)
    assert clock.wall_milliseconds() == 995
    clock.set(date(1970, 1, 1), 7)
    assert (clock.today(), clock.wall_milliseconds()) == (date(1970, 1, 1), 7)
    clock.set(date(2099, 1, 1))
    assert (clock.today(), clock.wall_milliseconds()) == (date(2099, 1, 1), 7)
