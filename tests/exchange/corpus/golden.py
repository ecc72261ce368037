"""The exact reading of every workbook of the corpus that is read; `golden.txt` was looked over line by line."""

from pathlib import Path

MARK = "## "


def _read() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").split("\n"):
        if line.startswith(MARK):
            lines = found.setdefault(line.removeprefix(MARK), [])
        else:
            lines.append(line)
    return {name: "\n".join(body).strip("\n") for name, body in found.items()}


GOLDEN = _read()
