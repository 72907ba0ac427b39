"""Findings on their way to the database: spooled while rows stream, stored in one COPY."""

from tempfile import SpooledTemporaryFile
from typing import Any, Self

from django.db import connection

from monitoring.exchange.models import Batch
from monitoring.registry.census.cells import copied
from monitoring.registry.findings import Problem

_IN_MEMORY = 4 << 20  # bytes; a county whose every row is wrong goes to disk
_COPY = (
    'COPY monitoring_finding (batch_id, severity, file, sheet, "row", "column", code, message) '
    "FROM STDIN"
)


class Recorder:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._spool: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self._spool.close()

    def add(
        self,
        problem: Problem,
        *,
        file: str,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
    ) -> None:
        rule = problem.rule
        values = (
            self._batch.pk, rule.severity, file, sheet[:100], row, column[:100], rule.code,
            problem.message,
        )  # fmt: skip
        self._spool.write(("\t".join(map(copied, values)) + "\n").encode())

    def save(self) -> None:
        self._spool.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(_COPY, self._spool)
