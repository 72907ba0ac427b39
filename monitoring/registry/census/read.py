"""The files of a batch into its staging tables; `Refused` where a file is no census."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

from accounts.permissions import MAY
from accounts.scope import areas
from monitoring.exchange import reading
from monitoring.exchange.models import Batch, BatchFile
from monitoring.exchange.refusals import Refused
from monitoring.registry import findings
from monitoring.registry.census.recognise import HEADER_WITHIN, overrides, recognise
from monitoring.registry.census.record import Recorder
from monitoring.registry.census.stage import Report, StagedSheet
from monitoring.registry.census.villages import Villages
from monitoring.registry.findings import Problem

NOT_A_CENSUS = (
    "not-a-census",
    "没有找到户信息或家庭成员信息的表头。请确认表头在前10行内，并含有“户编号”等列。",
)


Tick = Callable[[int, int], None]  # how much is done, of how much
Row = Sequence[Any]
Loaded = tuple[list[Row], Iterator[Row]]  # the first rows of a sheet, and those after them


def unheard(_done: int, _total: int) -> None:
    """The tick of work that nobody watches."""


class Reader:
    """Reads every sheet of the batch once."""

    def __init__(self, batch: Batch, recorder: Recorder, tick: Tick) -> None:
        self._batch = batch
        self._recorder = recorder
        self._tick = tick
        self._done = self._total = 0
        self._corrected = overrides(batch)
        self._villages = Villages(areas(batch.by, MAY["imports.run"]))
        self._rows = count(1)
        self._sheets = count()

    def read(self, files: Iterable[BatchFile]) -> None:
        """All files are opened before the first is read: a refused one costs no time."""
        found = [(file, _open(file)) for file in files]
        self._total = sum(sheets[0].file_rows for _, sheets in found)
        loaded = _loaded_ahead([(file, sheet) for file, sheets in found for sheet in sheets])
        for file, sheets in found:
            with _named(file), _without_collector():
                file.sheets = [self._read(sheet, next(loaded)) for sheet in sheets]
                if not any(sheet["kind"] for sheet in file.sheets):
                    raise Refused(*NOT_A_CENSUS)
            file.save(update_fields=["sheets"])

    def _read(self, sheet: reading.Sheet, loaded: Loaded) -> dict[str, Any]:
        """Stage one sheet; what `BatchFile.sheets` remembers of it."""
        head, rows = loaded
        layout = recognise(head, self._corrected)
        if layout is None:
            if any(map(any, head)):
                self._recorder.add(
                    Problem(findings.SHEET_UNKNOWN, sheet.name), file=sheet.file, sheet=sheet.name
                )
            return {"sheet": sheet.name, "kind": "", "columns": {}, "unknown": []}
        report = self._reporter(sheet)
        for header in layout.unknown.values():
            report(layout.header_row, header, Problem(findings.COLUMN_UNKNOWN, header))
        number = next(self._sheets)
        staged = StagedSheet(number, layout, self._villages, report)
        staged.copy(self._batch, chain(head, rows), self._rows, self._advance)
        return layout.described(sheet.name, staged.rows)

    def _advance(self, rows: int) -> None:
        self._done += rows
        self._tick(self._done, self._total)

    def _reporter(self, sheet: reading.Sheet) -> Report:
        def report(row: int, column: str, problem: Problem) -> None:
            self._recorder.add(problem, file=sheet.file, sheet=sheet.name, row=row, column=column)

        return report


def _open(file: BatchFile) -> list[reading.Sheet]:
    with _named(file):
        return reading.read(Path(file.stored.path), file.name)


def _loaded_ahead(sheets: Sequence[tuple[BatchFile, reading.Sheet]]) -> Iterator[Loaded]:
    """Each sheet in memory, the next one being parsed meanwhile: the parser works without the
    interpreter."""
    with ThreadPoolExecutor(1) as parser:
        coming = [parser.submit(_load, *place) for place in sheets[:1]]
        for following in range(1, len(sheets) + 1):
            loaded = coming.pop().result()
            coming += [parser.submit(_load, *place) for place in sheets[following : following + 1]]
            yield loaded


def _load(file: BatchFile, sheet: reading.Sheet) -> Loaded:
    with _named(file):
        rows = iter(sheet.rows)
        return list(islice(rows, HEADER_WITHIN)), rows


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of cells come and go and none refers to another: looking for cycles among them
    costs a twentieth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _named(file: BatchFile) -> Iterator[None]:
    """A refusal says which file it is about."""
    try:
        yield
    except Refused as refused:
        refused.file = file.name
        raise
