"""A small workbook as the answer to a request; large ones are made by jobs."""

from io import BytesIO

from django.http import FileResponse

from monitoring.exchange.writing import Table, write_tables


def workbook_response(filename: str, *tables: Table) -> FileResponse:
    out = BytesIO()
    write_tables(out, *tables)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=filename)
