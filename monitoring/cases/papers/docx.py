"""A paper as .docx, for villages that edit it in WPS or Word."""

import io
from collections.abc import Iterator, Sequence
from typing import IO

import segno
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from monitoring.cases.papers.body import Block
from monitoring.cases.papers.models import Paper

FONT = "仿宋"


def write(paper: Paper) -> IO[bytes]:
    document = Document()
    _set_page(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(paper.title)
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph(paper.number).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for block in paper.blocks:
        _write(document, block)
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    return file


def _set_page(document: DocumentType) -> None:
    """A4, and a Chinese font that offices have; Word takes the East Asian one by another name."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _write(document: DocumentType, block: Block) -> None:
    match block:
        case {"paragraph": text}:
            document.add_paragraph(text)
        case {"head": head, "rows": rows}:
            _table(document, [head, *rows])
        case {"signatures": names}:
            document.add_paragraph("　　".join(f"{name}：________" for name in names))
        case {"code": address}:
            document.add_picture(_code(address), width=Cm(3.5))


def _table(document: DocumentType, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cell, text in zip(_cells(table), (text for row in rows for text in row), strict=True):
        cell.text = text


def _cells(table: Table) -> Iterator[_Cell]:
    for row in table.rows:
        yield from row.cells


def _code(address: str) -> IO[bytes]:
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="png", scale=6)
    file.seek(0)
    return file
