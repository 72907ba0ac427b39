"""Workbooks of the ledger as a county sends them."""

import io
from typing import Any

import openpyxl
from django.core.files.base import ContentFile

from accounts.models import Division
from monitoring.exchange.models import Batch
from monitoring.exchange.writing import Table, write_tables
from monitoring.feeds.catalogue.schema import Shape
from monitoring.feeds.workbooks import actions
from tests import factories
from tests.assets import making

Row = dict[str, Any]


def headers(shape: Shape) -> dict[str, str]:
    return {each.name: str(each.label) for each in shape.fields}


def workbook(shape: Shape, *rows: Row) -> "ContentFile[bytes]":
    book = openpyxl.Workbook()
    names, called = list(dict.fromkeys(name for each in rows for name in each)), headers(shape)
    book.active.append([called[name] for name in names])
    for each in rows:
        book.active.append([each.get(name) for name in names])
    out = io.BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), name="表格.xlsx")


def exported(table: Table) -> "ContentFile[bytes]":
    out = io.BytesIO()
    write_tables(out, table)
    return ContentFile(out.getvalue(), name="export.xlsx")


def checked(shape: Shape, *rows: Row, content: "ContentFile[bytes] | None" = None) -> Batch:
    by, area = making.keeper(), Division.objects.get(pk=factories.PINGSHAN)
    batch = actions.upload(shape.code, content or workbook(shape, *rows), by=by, area=area)
    actions.check(batch)
    batch.refresh_from_db()
    return batch


def applied(shape: Shape, *rows: Row, content: "ContentFile[bytes] | None" = None) -> Batch:
    batch = checked(shape, *rows, content=content)
    actions.apply(batch, by=batch.by)
    return batch


def told(batch: Batch) -> dict[str, str]:
    return dict(batch.findings.values_list("column", "message"))
