"""The workbook that goes to the departments and comes back from them."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext
from xlsxwriter.utility import xl_range_abs

from accounts.personal import decrypt
from monitoring.cases.comparison.models import ComparedItem, Person
from monitoring.cases.comparison.querysets import PersonQuerySet
from monitoring.exchange.writing import Table, workbook
from monitoring.registry.readback import Headers

# Chinese only, like what departments exchange.
SHEET, LISTS = "信息比对", "比对项目"
COLUMNS = (
    "序号",
    "姓名",
    "证件号码",
    "与户主关系",
    "户主姓名",
    "乡镇",
    "村",
    "比对结果",
    "具体情况",
)
RESULT = COLUMNS.index("比对结果")
NOTHING = "无"
NOTHING_FOUND = frozenset({NOTHING, "否", "未发现", "无异常", "正常"})
HEADERS: Headers = {
    "person": ("证件号码", "身份证号", "身份证号码", "公民身份号码"),
    "result": ("比对结果", "比对项目", "核对结果"),
    "detail": ("具体情况", "情况说明", "备注", "说明"),
}


def write(out: IO[bytes], persons: PersonQuerySet) -> None:
    """One row a person; the result is chosen from a list, several findings take several rows."""
    items = [NOTHING, *ComparedItem.objects.filter(in_use=True).values_list("name", flat=True)]
    with workbook(out) as book:
        page = book.add_page(SHEET)
        page.write_header(0, COLUMNS)
        number = 0
        for number, row in enumerate(_rows(persons), start=1):
            page.write_row(number, [number, *row])
        page.sheet.data_validation(
            1, RESULT, max(number, 1) * 3, RESULT,
            {
                "validate": "list",
                "source": f"='{LISTS}'!{xl_range_abs(1, 0, len(items), 0)}",
                "error_type": "warning",
            },
        )  # fmt: skip
        book.add_table(Table(LISTS, [LISTS], ([name] for name in items)))


def request_table(requests: Iterable[Any]) -> Table:
    """Of `RequestQuerySet.counted`."""
    headers = [
        gettext("Request"), gettext("County"), gettext("Made"), gettext("Persons"),
        gettext("Answered"), pgettext("paper", "By"),
    ]  # fmt: skip
    rows = (
        (
            each.pk, str(each.county), timezone.localdate(each.at), each.people, each.answered,
            str(each.by),
        )
        for each in requests
    )  # fmt: skip
    return Table(gettext("Information comparison"), headers, rows)


def _rows(persons: PersonQuerySet) -> Iterator[list[Any]]:
    for person in persons:
        yield _row(person)


def _row(person: Person) -> list[Any]:
    household = person.case.household
    return [
        person.name,
        decrypt(person.id_number_cipher),
        person.relation or str(person.get_kind_display()),
        household.head_name,
        household.division.parent.name if household.division.parent else "",
        household.division.name,
    ]
