"""What the bank gave back, read from its workbook: all rows are known, or nothing changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.scope import visible
from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.payments import actions
from monitoring.exchange.marking import ERROR, REFUSED_ROW
from monitoring.exchange.writing import workbook
from monitoring.registry.cleaning import digits, sentence, text
from monitoring.registry.readback import Headers, Record, records

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

HEADERS: Headers = {
    "list": ("清单编号", "清单号", "批次号", "批次"),
    "row": ("序号", "行号", "编号"),
    "name": ("户名", "姓名", "账户名", "收款人", "收款人姓名"),
    "reason": ("退回原因", "退款原因", "失败原因", "原因"),
}
LONGEST = 9  # digits of a number of ours


@dataclass
class Answer:
    """`returned` counts rows; with `unknown` rows nothing was changed."""

    returned: int = 0
    rows: Sequence[Record] = ()
    unknown: Mapping[int, str] = field(default_factory=dict)  # place in `rows`: what is wrong


@transaction.atomic
def read_back(file: "UploadedFile[bytes]", *, by: User) -> Answer:
    found = records(file, HEADERS, needed=("list", "row", "name"))
    lists = _lists(found, by)
    reasons: dict[int, dict[int, str]] = {}
    unknown: dict[int, str] = {}
    for place, record in enumerate(found):
        number, row = _number(record, "list"), _number(record, "row")
        wrong = _wrong(lists.get(number), row, text(record.cells.get("name")))
        if wrong:
            unknown[place] = wrong
        else:
            reasons.setdefault(number, {})[row] = sentence(record.cells.get("reason"))
    if unknown:
        return Answer(rows=found, unknown=unknown)
    return Answer(
        sum(actions.take_returned(lists[pk][0], why, by=by) for pk, why in reasons.items())
    )


def marked(answer: Answer) -> BytesIO:
    """The rows as they were read; unknown ones are red and say why."""
    out = BytesIO()
    with workbook(out) as book:
        page = book.add_page(_("Returned payments"))
        page.write_header(0, [*(names[0] for names in HEADERS.values()), _("What to do")])
        for place, record in enumerate(answer.rows):
            wrong = answer.unknown.get(place, "")
            cells = [text(record.cells.get(name)) for name in HEADERS]
            page.write_row(place + 1, cells, REFUSED_ROW if wrong else ())
            if wrong:
                page.write_row(place + 1, [wrong], ERROR, first=len(cells))
    out.seek(0)
    return out


# A list with its rows that may come back, by number.
Rows = Mapping[int, Delivery]
Known = Mapping[int, tuple[PaymentList, Rows]]


def _lists(found: Sequence[Record], by: User) -> Known:
    """Those that the person sees, with their rows in one question."""
    numbers = {_number(record, "list") for record in found}
    lists = visible(PaymentList, by).filter(pk__in=numbers).in_bulk()
    rows: dict[int, dict[int, Delivery]] = {pk: {} for pk in lists}
    kept = Delivery.objects.live().filter(payment_list__in=lists)
    for row in kept.select_related("household", "member"):
        rows[row.payment_list_id or 0][row.row or 0] = row
    return {pk: (lists[pk], rows[pk]) for pk in lists}


def _number(record: Record, name: str) -> int:
    """0 for what is no number of ours."""
    said = digits(record.cells.get(name))
    return int(said) if said.isdecimal() and len(said) <= LONGEST else 0


def _wrong(known: tuple[PaymentList, Rows] | None, row: int, name: str) -> str:
    if known is None:
        return _("There is no such list in your area. Check the list number.")
    listed, rows = known
    if listed.state not in (PaymentList.State.HANDED, PaymentList.State.PAID):
        return _("This list was not handed to the bank.")
    delivery = rows.get(row)
    if delivery is None:
        return _("This row is not on the list, or it came back already.")
    names = {delivery.household.head_name, str(delivery.member or "")}
    return "" if name and name in names else _("The name is not that of this row.")
