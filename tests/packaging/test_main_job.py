"""The first command's own decisions: when a window, when files, and never half a county."""

import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT / "scripts"))

import main_job  # noqa: E402
from bootstrap import NotReadyError  # noqa: E402

SUCCEEDS, FAILS = Path("/bin/true"), Path("/bin/false")
pytestmark = pytest.mark.skipif(not SUCCEEDS.exists(), reason="needs two programs that only succeed or fail")


@pytest.fixture(autouse=True)
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "demo-output"
    monkeypatch.setattr(main_job, "OUTPUT", folder)
    return folder


def test_half_a_county_never_stands_under_the_final_name(output: Path) -> None:
    with pytest.raises(NotReadyError, match="演示县没有生成"):
        main_job._demo_county(FAILS, fresh=False)
    assert not (output / "data").exists()


def test_a_county_that_is_there_is_kept(output: Path) -> None:
    (output / "data").mkdir(parents=True)
    (output / "data" / "ducha.db").write_bytes(b"edited")
    assert main_job._demo_county(FAILS, fresh=False) == output / "data"
    assert (output / "data" / "ducha.db").read_bytes() == b"edited"


def test_fresh_gives_up_the_old_county(output: Path) -> None:
    (output / "data").mkdir(parents=True)
    with pytest.raises(NotReadyError):
        main_job._demo_county(FAILS, fresh=True)
    assert not (output / "data").exists()


def test_what_could_not_be_made_is_named(output: Path, capfd: pytest.CaptureFixture[str]) -> None:
    output.mkdir()
    assert main_job._papers(FAILS, output / "data") == 1
    told = capfd.readouterr().err
    assert "没有可用的屏幕" in told
    assert "没有做成：督办卡、台账、界面图" in told


def test_what_was_made_is_listed(output: Path, capfd: pytest.CaptureFixture[str]) -> None:
    output.mkdir()
    (output / "督办卡.pdf").write_bytes(b"%PDF")
    (output / "data").mkdir()
    assert main_job._papers(SUCCEEDS, output / "data") == 0
    assert capfd.readouterr().out.splitlines() == [str(output / "督办卡.pdf")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    ("named", "expected"), [({}, False), ({"DISPLAY": ":1"}, True), ({"WAYLAND_DISPLAY": "w"}, True)]
)
def test_a_screen_is_asked_of_the_session(
    named: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert main_job._names_a_display() is expected
