"""A case with persons to compare, and workbooks as departments send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import User
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison import actions, sheets
from monitoring.cases.comparison.models import Person
from monitoring.cases.comparison.querysets import PersonQuerySet
from monitoring.exchange.writing import Table, write_tables
from monitoring.registry.identity import check_digit, parse
from tests import factories


def number(serial: int) -> str:
    """A valid ID number of somebody born in 1956."""
    digits = f"13013119560312{serial:03d}"
    return digits + check_digit(digits)


def case(division: str = factories.VILLAGE, *, serial: int = 1, members: int = 1) -> Case:
    household = factories.household(division)
    for each in range(members):
        factories.member(household, id_number=number(serial + each))
    return begin_identification(household, by=None)


def list_everybody(of: Case, by: User) -> None:
    """The members, and the word that nobody lives elsewhere."""
    actions.list_members(of, by=by)
    actions.state_relatives(of, by=by)


def elsewhere(of: Case, by: User, serial: int) -> Person:
    return actions.add_person(
        of, by=by, kind="child", name="李在外", relation="之子", identity=parse(number(serial))
    )


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("授权书.png", b"\x89PNG" + b"drawn")


def sign(of: Case, by: User, *persons: Person) -> None:
    chosen = persons or tuple(Person.objects.filter(case=of, authorisation=None))
    actions.keep_authorisation(
        of, by=by, persons=chosen, signed_on=timezone.localdate(), paper=paper()
    )


def book(*rows: tuple[str, ...], headers: tuple[str, ...] = ("证件号码", "比对结果", "具体情况")):
    out = BytesIO()
    write_tables(out, Table("信息比对", headers, rows))
    return SimpleUploadedFile("reply.xlsx", out.getvalue())


def numbers_in(persons: PersonQuerySet) -> list[str]:
    """The ID numbers that the workbook holds."""
    out = BytesIO()
    sheets.write(out, persons)
    found = CalamineWorkbook.from_filelike(BytesIO(out.getvalue()))
    header, *rows = found.get_sheet_by_name(sheets.SHEET).to_python()
    return [str(row[header.index("证件号码")]) for row in rows]
