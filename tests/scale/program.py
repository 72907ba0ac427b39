"""`make bench` (a county) and `make bench-city` (2.5 million households) print and record rows."""

import json
import shutil
from pathlib import Path

from config import env
from tests.scale import casework, imports
from tests.scale.processes import measure
from tests.scale.report import Row, record

COUNTY_HOUSEHOLDS = 100_000
SMALL_HOUSEHOLDS = 25_000
BOTH_WAYS = 100_000  # records
CITY_HOUSEHOLDS = 2_500_000  # and 100,000 cases
ENTITLEMENT_HOUSEHOLDS = 150_000  # of one county
DELIVERIES = 20_000  # rows of one workbook
ASSETS, ASSET_ROWS = 200_000, 10_000
DENSE_HOUSEHOLDS, DENSE_HOUSEHOLDS_A_CASE = 300_000, 3


def county() -> None:
    folder = _fresh("county")
    imports.run(folder)
    measure("tests.scale.prepare:households", COUNTY_HOUSEHOLDS, var_dir=folder)
    measure("tests.scale.screening:everyone", "100,000 households", var_dir=folder)
    measure("tests.scale.screening:simulation", "100,000 households", var_dir=folder)
    _stop(folder)


def city() -> None:
    """Keeps the city it makes, so that a part can be measured again."""
    small, large = _kept("small", SMALL_HOUSEHOLDS), _kept("city", CITY_HOUSEHOLDS)
    measure("tests.scale.screening:everyone", "25,000 households", var_dir=small)
    measure("tests.scale.screening:everyone", "2.5 million households", var_dir=large)
    simulation()
    _one_household(small, large)
    _pages(small, large)
    _cases(small, large, CITY_HOUSEHOLDS)
    _stop(small)
    _stop(large)


def cases(households: int = CITY_HOUSEHOLDS) -> None:
    """Casework alone; of fewer households to try. In the city that is there, where it is there."""
    small = _kept("small", households // 100)
    large = _kept("city" if households == CITY_HOUSEHOLDS else "try", households)
    _cases(small, large, households)
    _stop(small)
    _stop(large)


def dense() -> None:
    """The pages of casework at 100,000 cases, and what departments wait for, in a smaller city of
    300,000 households."""
    small, large = _kept("dense-small", DENSE_HOUSEHOLDS // 100), _kept("dense", DENSE_HOUSEHOLDS)
    for folder in (small, large):
        measure("tests.scale.casework:prepare", DENSE_HOUSEHOLDS_A_CASE, var_dir=folder)
        measure("tests.scale.nightly:once", var_dir=folder)
    _case_pages(small, large, "100,000 cases")
    _departments(large, f"{DENSE_HOUSEHOLDS:,} households")
    _stop(small)
    _stop(large)


def departments(households: int = CITY_HOUSEHOLDS) -> None:
    """What departments wait for, in the city, or in the smaller one of 300,000 households."""
    large = _kept("city" if households == CITY_HOUSEHOLDS else "dense", households)
    _departments(large, f"{households:,} households")
    _stop(large)


def deliveries(rows: int = DELIVERIES) -> None:
    """One workbook, of a county with as many households."""
    folder = _fresh("deliveries")
    measure("tests.scale.entitlement:county", rows, var_dir=folder)
    measure("tests.scale.deliveries:workbook", rows, var_dir=folder)
    _stop(folder)


def assets(count: int = ASSETS) -> None:
    """The assets of a city with ten years of history; fewer of them to try."""
    small, large = _folder("assets-small"), _folder("assets" if count == ASSETS else "assets-try")
    for folder, number in ((small, count // 100), (large, count)):
        measure("tests.scale.prepare:empty", var_dir=folder)
        measure("tests.scale.assets:prepare", number, var_dir=folder)
        measure("tests.scale.assets:night", var_dir=folder)
    few = measure("tests.scale.assets:p95", var_dir=small).answer
    many = measure("tests.scale.assets:p95", var_dir=large).answer
    for name, seconds in many.items():
        record(Row(f"{name}, p95 at {count:,} assets", seconds, "seconds <= 0.1", few[name]))
    measure("tests.scale.assets:overview", var_dir=large)
    measure("tests.scale.assets:workbook", ASSET_ROWS, var_dir=large)
    _stop(small)
    _stop(large)


def entitlement(households: int = ENTITLEMENT_HOUSEHOLDS) -> None:
    """Who is entitled against who receives, in one county; of fewer households to try."""
    folder = _folder("entitlement")
    measure("tests.scale.prepare:empty", var_dir=folder)
    measure("tests.scale.entitlement:county", households, var_dir=folder)
    measure("tests.scale.entitlement:nightly", f"{households:,} households", var_dir=folder)
    _stop(folder)


def both_ways(count: int = BOTH_WAYS) -> None:
    """The same records by the API and by workbook, in two fresh copies that must end alike."""
    said = {}
    for way in ("api", "workbook"):
        folder = _fresh(f"by-{way}")
        measure("tests.scale.prepare:households", count // 3, var_dir=folder)
        said[way] = measure("tests.scale.both_ways:run", way, count, var_dir=folder).answer
        print(way, json.dumps(said[way], ensure_ascii=False))  # noqa: T201
        _stop(folder)
    for part in ("judged", "left"):
        if said["api"][part] != said["workbook"][part]:
            raise AssertionError(f"the two ways differ in {part}")
    for way, name in (("api", "by the API"), ("workbook", "by workbook")):
        seconds = said[way]["seconds"]
        record(Row(f"{count:,} records {name}", seconds, "rows_per_s >= 500", rows=count))


def simulation() -> None:
    """Again, in the city that is there."""
    measure("tests.scale.screening:simulation", "2.5 million households", var_dir=_folder("city"))


def pages() -> None:
    """One household and the pages again, in the city that is there."""
    small, large = _folder("small"), _folder("city")
    _one_household(small, large)
    _pages(small, large)


def _one_household(small: Path, large: Path) -> None:
    few = measure("tests.scale.screening:one_household", var_dir=small).answer
    many = measure("tests.scale.screening:one_household", var_dir=large).answer
    record(Row("one household changed to its flags, 2.5 million", many, "seconds <= 0.3", few))
    record(Row("one household changed, 2.5 million against 25,000", many, "ratio <= 1.3", few))


def _pages(small: Path, large: Path) -> None:
    few = measure("tests.scale.pages:p95", var_dir=small).answer
    many = measure("tests.scale.pages:p95", var_dir=large).answer
    for name, seconds in many.items():
        record(Row(f"{name}, p95 at 8 million members", seconds, "seconds <= 0.1", few[name]))
        record(Row(f"{name}, 8 million members against 1 %", seconds, "ratio <= 1.5", few[name]))


def _cases(small: Path, large: Path, households: int) -> None:
    for folder in (small, large):
        measure("tests.scale.casework:prepare", var_dir=folder)
    size = f"{households / 1_000_000:g} million households"
    measure("tests.scale.nightly:run", size, var_dir=large)
    measure("tests.scale.nightly:once", var_dir=small)
    _case_pages(small, large, f"{households // casework.HOUSEHOLDS_A_CASE:,} cases")


def _case_pages(small: Path, large: Path, count: str) -> None:
    few = measure("tests.scale.casework_pages:p95", var_dir=small).answer
    many = measure("tests.scale.casework_pages:p95", var_dir=large).answer
    for name, seconds in many.items():
        record(Row(f"{name}, p95 at {count}", seconds, "seconds <= 0.1", few[name]))
        record(Row(f"{name}, {count} against 1 %", seconds, "ratio <= 1.5", few[name]))


def _departments(folder: Path, size: str) -> None:
    found = measure("tests.scale.departments:run", var_dir=folder).answer
    name = "from a record to the clue"
    record(Row(f"{name}, alone, p95, {size}", found["alone"], "seconds <= 1"))
    record(Row(f"{name}, each of 5,000 in a push, {size}", found["many"], "seconds <= 10"))
    persons = f"1,000 persons asked about, {size}"
    record(Row(persons, found["persons"], "rows_per_s >= 11000", rows=1000))


def _folder(name: str) -> Path:
    return env.var_dir() / "bench" / name


def _fresh(name: str) -> Path:
    folder = _folder(name)
    _stop(folder)
    shutil.rmtree(folder, ignore_errors=True)
    measure("tests.scale.prepare:empty", var_dir=folder)
    return folder


def _kept(name: str, households: int) -> Path:
    folder = _folder(name)
    measure("tests.scale.prepare:empty", var_dir=folder)
    measure("tests.scale.prepare:households", households, var_dir=folder)
    return folder


def _stop(folder: Path) -> None:
    if folder.exists():
        measure("config.services:stop", var_dir=folder)
