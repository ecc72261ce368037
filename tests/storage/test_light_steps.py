"""The kept counts of lights agree with the schedule of every matter on every day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.lights import LightSchedule
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.storage.projection_tally import light_steps

DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))
MAYBE = st.none() | DAYS


@given(fixed=st.none() | st.sampled_from(Light), days=st.tuples(MAYBE, MAYBE, MAYBE, MAYBE), asked=DAYS)
def test_steps_up_to_a_day_sum_to_its_light(
    fixed: Light | None, days: tuple[date | None, ...], asked: date
) -> None:
    green, yellow, orange, red = days
    schedule = LightSchedule(
        fixed=fixed, green_from=green, yellow_from=yellow, orange_from=orange, red_from=red
    )
    steps = light_steps(fixed and fixed.value, *(day and day.isoformat() for day in days))
    for day in (asked, asked + timedelta(days=1)):
        lit = [light for since, light, turn in steps for _ in range(abs(turn)) if since <= day.isoformat()]
        counts = dict.fromkeys(lit, 0)
        for since, light, turn in steps:
            if since <= day.isoformat():
                counts[light] += turn
        assert {light for light, number in counts.items() if number} == {schedule.on(day).value}
        assert sum(counts.values()) == 1
