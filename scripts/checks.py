"""The steps of `scripts/check` and `scripts/test`, each with a name; the first failure ends the run."""

import os
import subprocess
import sys
import time
from pathlib import Path

import bootstrap
import system_libraries
from bootstrap import CHECKOUT, NotReadyError

KEEP_GOING = "--keep-going"
STEPS = ("format", "lint", "types", "contracts", "sizes", "tests")


def test(arguments: list[str]) -> int:
    """Set up, then run every step; with arguments, pytest alone with them."""
    bootstrap.speak_utf8()
    try:
        system_libraries.ensure(window=True, test_tools=_may_install_tools())
        python = bootstrap.developer_python()
    except NotReadyError as error:
        sys.stderr.write(f"\n{error}\n")
        return 3
    if arguments:
        return _run([str(python), "-m", "pytest", *arguments])
    return _steps(python, STEPS)


def main(arguments: list[str]) -> int:
    """Run the named steps, or all; `--keep-going` runs the rest after a failure too."""
    bootstrap.speak_utf8()
    names = [name for name in arguments if name != KEEP_GOING]
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        sys.stderr.write(f"unknown step {unknown[0]}; the steps are: {' '.join(STEPS)}\n")
        return 2
    try:
        python = bootstrap.developer_python()
    except NotReadyError as error:
        sys.stderr.write(f"\n{error}\n")
        return 3
    wanted = tuple(name for name in STEPS if not names or name in names)
    return _steps(python, wanted, keep_going=KEEP_GOING in arguments)


def _steps(python: Path, names: tuple[str, ...], *, keep_going: bool = False) -> int:
    """Run steps in order until one fails, then say what each did."""
    results: dict[str, str] = dict.fromkeys(names, "not run")
    failed = False
    for name in names:
        sys.stdout.write(f"\n=== {name}\n")
        sys.stdout.flush()
        begun = time.monotonic()
        status = _run(_command(name, str(python)))
        results[name] = f"{'FAILED' if status else 'ok'} {time.monotonic() - begun:.0f}s"
        failed = failed or status != 0
        if failed and not keep_going:
            break
    sys.stdout.write("\n--- " + " · ".join(f"{name} {result}" for name, result in results.items()) + "\n")
    return 1 if failed else 0


def _command(name: str, python: str) -> list[str]:
    """The command behind a step."""
    scripts = sorted(str(path) for path in (CHECKOUT / "scripts").rglob("*") if _is_python(path))
    tool = [python, "-m"]
    return {
        "format": [*tool, "ruff", "format", "--check", "--output-format", "concise", "."],
        "lint": [*tool, "ruff", "check", "--output-format", "concise", "."],
        "types": [*tool, "mypy", "--scripts-are-modules", "ducha_desktop", "installer", *scripts],
        "contracts": [python, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        "sizes": [python, str(CHECKOUT / "scripts" / "check_sizes.py")],
        "tests": [*tool, "pytest", "-q", *_workers()],
    }[name]


def _workers() -> list[str]:
    """Test processes: as many as there are processors, four at most."""
    count = min(os.cpu_count() or 1, 4)
    return ["-n", str(count)] if count > 1 else []


def _is_python(path: Path) -> bool:
    if path.suffix:
        return path.suffix == ".py"
    return path.is_file() and b"python" in path.read_bytes()[:40]


def _run(command: list[str]) -> int:
    """One command in the checkout, without standard input, Qt drawing off screen."""
    variables = bootstrap.program_environment()
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(
        command, check=False, cwd=CHECKOUT, env=variables, stdin=subprocess.DEVNULL
    ).returncode


def _may_install_tools() -> bool:
    """Tests that need other programs run where those can be installed; elsewhere they skip."""
    return sys.platform.startswith("linux") and os.geteuid() == 0
