"""Running the command line in this process, with the JSON it prints."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ducha_desktop.cli.main import main

Ducha = Callable[..., tuple[int, Any]]


@pytest.fixture
def ducha(capsys: pytest.CaptureFixture[str]) -> Ducha:
    """`ducha(folder, "list", …)` → (exit status, JSON document)."""

    def run(folder: Path, *words: str, today: str = "2026-11-22") -> tuple[int, Any]:
        status = main([*words, "--data", str(folder), "--today", today, "--json"])
        printed = capsys.readouterr().out
        assert printed.count("\n") == 1, "exactly one JSON document"
        return status, json.loads(printed)

    return run
