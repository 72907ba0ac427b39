"""The benchmark table: rows in docs/benchmarks.json, rendered to docs/benchmarks.md.

A row is replaced by a newer run of the same name, so any part can be measured again alone.
"""

import json
import operator
import os
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
OPERATORS = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True)
class Row:
    """One measurement. `target` reads `KEY OP NUMBER`, several joined by ` or `.

    KEY is ratio, seconds, peak_mb or rows_per_s. The ratio is seconds over floor, the other way
    round where the name ends in `speed-up`.
    """

    name: str
    seconds: float
    target: str
    floor_seconds: float | None = None
    peak_mb: float | None = None
    rows: int | None = None

    @property
    def ratio(self) -> float | None:
        if self.floor_seconds is None:
            return None
        if self.name.endswith("speed-up"):
            return self.floor_seconds / self.seconds
        return self.seconds / self.floor_seconds

    @property
    def met(self) -> bool:
        return any(self._met(part) for part in self.target.split(" or "))

    def _met(self, requirement: str) -> bool:
        key, symbol, number = requirement.split()
        value = {
            "ratio": self.ratio,
            "seconds": self.seconds,
            "peak_mb": self.peak_mb,
            "rows_per_s": self.rows / self.seconds if self.rows else None,
        }[key]
        return value is not None and OPERATORS[symbol](value, float(number))


def record(row: Row) -> None:
    """Print the row, put it into the table in place of an older one, and render the table."""
    print(line(row), file=sys.stderr)  # noqa: T201  # a benchmark talks to a terminal
    rows = {old.name: old for old in load()} | {row.name: row}
    data = [asdict(each) | {"ratio": _rounded(each.ratio, 3)} for each in rows.values()]
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (DOCS / "benchmarks.json").write_text(f"{text}\n", encoding="utf-8")
    (DOCS / "benchmarks.md").write_text(render(list(rows.values())), encoding="utf-8")


def load() -> list[Row]:
    path = DOCS / "benchmarks.json"
    if not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Row(**{key: value for key, value in row.items() if key != "ratio"}) for row in rows]


HEADER = """# Benchmarks

Printed by `make bench` and `make bench-city`; every ratio is against a floor measured in the same
run. Machine of the last run: {machine}.

| what | seconds | floor | ratio | peak MB | rows | must reach | |
|---|---:|---:|---:|---:|---:|---|---|
"""


MISSED = """
## Missed, and why

* **Simulation.** Fetching rows is most of the scan it is held against, which makes two comparisons
  of whole numbers per household. The simulation fetches all rows twice: once to judge everybody by
  all 15 criteria and count by village, once to find those the change reaches, who are judged twice.
  In processor time the two cost 3.0 and 2.1 scans; both in one statement cost no less, because what
  is saved in fetching is spent on judging more households twice and on grouping them.
* **A first screening of 25,000 households.** It takes a second and a half, most of it writing every
  row of the wide table and its flags; the hand-written statement writes only flags, without
  indexes. At 100,000 and 2.5 million households the target is reached.
* **The nightly rows of casework** were measured while other work ran on the same two cores (load 6
  to 13). The pages at 100,000 cases are those of a city of 300,000 households (`python -m
  tests.scale dense`), on a quiet machine; the two sizes were measured one after the other.
* **Plan of visits.** The first one writes 2.5 million rows with their foreign keys and eight
  indexes. The nightly one finds out for every household, from all its members, to which of eleven
  groups it belongs, county by county, and writes nothing; the scan it is held against only reads
  the tables, in several processes at once.
* **Clues and clocks where nothing changed.** Every open clue is compared with its flags and its
  household, seven seconds; the clocks are three statements, a twentieth of a second.
* **100,000 records by workbook.** Sixteen workbooks are read, previewed, marked and applied one
  after the other, each with a job that screens those it names; tests ran beside it. What counts is
  that both ways leave the same behind, and that sending again changes nothing.
* **Lists and homes at 100,000 cases.** Lists stay below a tenth of a second, which is the promise;
  the plan of visits shows a fuller page than with a hundredth of the rows. The home of a township
  counts 33 kinds of work, each by its own statement of two milliseconds, most of them Django's.

## How to read the others

* **Entitlement** asks every household and every person of a county everything about 49 measures.
  The row of a person, brought to the day right before it, tells what is given and what terms ask
  most of the household; joining both for each of 473,000 persons took two thirds of the time (4.0 x
  the scan). What bringing the rows to the day takes stands in a row of its own.
* **Assets**: 200,000 with ten years of states and rights, 28,821 of them in the county whose pages
  are measured; the floor of each page is the same page of a city of 2,000. "Counted anew" is the
  page with an empty cache; above 10,000 assets its counts are kept five minutes.
"""


def render(rows: list[Row]) -> str:
    lines = "".join(f"{line(row)}\n" for row in rows)
    return HEADER.format(machine=machine()) + lines + MISSED


def line(row: Row) -> str:
    cells = [
        row.name,
        f"{row.seconds:.3f}",
        "" if row.floor_seconds is None else f"{row.floor_seconds:.3f}",
        "" if row.ratio is None else f"{row.ratio:.2f}",
        "" if row.peak_mb is None else f"{row.peak_mb:.0f}",
        "" if row.rows is None else f"{row.rows:,}",
        row.target,
        "met" if row.met else "**missed**",
    ]
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, "
        "PostgreSQL 18 embedded"
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
