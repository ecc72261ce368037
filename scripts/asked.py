"""What the scripts are asked to work on, looked at before anything is begun: a sentence and exit status 3, no traceback.

For argparse's `type`: a word that is no number at all stays a wrong use (2), as argparse says it.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

NOT_READY = 3


def refuse(sentence: str) -> NoReturn:
    """Say why nothing was done, and leave."""
    sys.stderr.write(f"{sentence} Nothing was done.\n")
    raise SystemExit(NOT_READY)


def county(text: str) -> Path:
    """A data folder that exists already."""
    folder = Path(text)
    if not (folder / "ducha.db").is_file():
        refuse(f"There is no data folder at {folder}: it should hold a ducha.db. Make one with `ducha demo`.")
    return folder


def county_or_new(text: str) -> Path:
    """A data folder that exists already, or where a new one can be made."""
    folder = Path(text)
    if (folder.is_dir() and any(folder.iterdir())) or folder.is_file():
        return county(text)
    return folder


def program(text: str) -> Path:
    """A program that can be run."""
    path = Path(text)
    if not path.is_file() or not os.access(path, os.X_OK):
        refuse(f"There is no program at {path}. Make it with scripts/build.")
    return path


def folder(text: str) -> Path:
    """A folder that exists already."""
    path = Path(text)
    if not path.is_dir():
        refuse(f"There is no folder at {path}.")
    return path


def results(text: str) -> Path:
    """A folder to write into, which may be made."""
    path = Path(text)
    there = next(each for each in (path, *path.absolute().parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        refuse(f"Nothing can be written into {path}: {there} is no folder that may be written to.")
    return path


def number(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
