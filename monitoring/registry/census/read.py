"""The files of a batch into its staging tables; `Refused` where a file is no census."""

from collections.abc import Callable
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
    "没有找到户信息或家庭成员信息的表头。请确认表头在前10行内,并含有“户编号”等列。",
)


class Reader:
    """Reads every sheet of the batch once."""

    def __init__(self, batch: Batch, recorder: Recorder, tick: Callable[[int], None]) -> None:
        self._batch = batch
        self._recorder = recorder
        self._tick = tick
        self._corrected = overrides()
        self._villages = Villages(areas(batch.by, MAY["imports.run"]))
        self._rows = count(1)
        self._sheets = count()

    def read(self, file: BatchFile) -> None:
        try:
            sheets = reading.read(Path(file.stored.path), file.name)
            file.sheets = [self._read(sheet) for sheet in sheets]
        except Refused as refused:
            refused.file = file.name
            raise
        file.save(update_fields=["sheets"])
        if not any(sheet["kind"] for sheet in file.sheets):
            raise Refused(*NOT_A_CENSUS, file=file.name)

    def _read(self, sheet: reading.Sheet) -> dict[str, Any]:
        """Stage one sheet; what `BatchFile.sheets` remembers of it."""
        rows = iter(sheet.rows)
        head = list(islice(rows, HEADER_WITHIN))
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
        staged.copy(self._batch, chain(head, rows), self._rows, self._tick)
        return layout.described(sheet.name, staged.rows)

    def _reporter(self, sheet: reading.Sheet) -> Report:
        def report(row: int, column: str, problem: Problem) -> None:
            self._recorder.add(problem, file=sheet.file, sheet=sheet.name, row=row, column=column)

        return report
