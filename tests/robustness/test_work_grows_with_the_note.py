"""A note of four times the length takes about four times the work, whatever it consists of."""

from __future__ import annotations

import time

import pytest

import doccheck

HEAD = "Administered natalizumab 300 mg IV today.\nnatalizumab 300 mg"
TAIL = "IV given\nnatalizumab 300 mg IV was infused over 60 minutes.\n"
SHORT, TIMES = 4_000, 4
FLOOR = 0.8
"""Seconds that no note of 16 kB of one thing takes when the work is linear."""
GROWTH = 2
"""The long note costs at most as many times what four short ones cost: 1 is linear, 4 quadratic."""

RUNS = {
    "blanks": " ",
    "tabs": "\t",
    "lines": "\n",
    "blank lines": " \n",
    "no-break spaces": "\u00a0",
    "escaped spaces": "&nbsp;",
    "digits": "7",
    "dots": ".",
    "dashes": "-",
    "underscores": "_",
    "stars": "* ",
    "letters": "a",
    "capitals": "Aa",
    "brackets": "(",
    "boxes": "[ ] ",
    "bars": "| ",
    "fractions": "1/",
    "addresses": "0.",
    "units": "mg ",
    "amounts": "300 mg, ",
    "dates": "03/14/2026 ",
    "sections": "PLAN:\nok\n",
    "statements": "Natalizumab 300 mg given IV.\n",
    "one long line of statements": "natalizumab 300 mg given IV; ",
    "a table": "| natalizumab | 300 mg | IV | given |\n",
    "diagnoses": "K50.90 ",
}


def _seconds(checker: doccheck.Checker, unit: str, size: int, times: int) -> float:
    begin = time.process_time()
    for number in range(times):
        checker.check(f"Note {size}/{number}.\n{HEAD}{unit * (size // len(unit))}{TAIL}", code="J2323")
    return time.process_time() - begin


@pytest.mark.parametrize("unit", RUNS.values(), ids=RUNS.keys())
def test_work_grows_with_the_length_and_no_faster(unit: str) -> None:
    checker = doccheck.Checker(extractor="rules")
    _seconds(checker, unit, 200, 1)  # tables and expressions
    tries = []
    for _ in range(3):
        long = _seconds(checker, unit, SHORT * TIMES, 1)
        if long < FLOOR:
            return
        tries.append(long / _seconds(checker, unit, SHORT, TIMES))
    assert min(tries) < GROWTH, f"grows {min(tries):.1f} times faster than the note"
