"""What the bank is given: whom it pays how much into which account. Numbers in full, only here."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.personal import decrypt
from assistance.deliveries.models import Delivery, PaymentList
from monitoring.exchange.writing import Table
from monitoring.registry.act import refuse_if

# 户名 in a line of text would break where it holds the mark between the fields.
BETWEEN = "|"
ENCODING = "gb18030"  # what programs of banks read


@transaction.atomic
def rows_for_bank(listed: PaymentList, *, by: User, purpose: str) -> list[Delivery]:
    """Those the bank pays; a purpose is recorded as for every number shown in full."""
    require(by, "payments.make", listed.division_id)
    refuse_if(
        listed.state != PaymentList.State.HANDED,
        _("The file for the bank is made while the bank has the list."),
    )
    handed = Delivery.objects.filter(payment_list=listed, state=Delivery.State.LISTED)
    rows = list(handed.order_by("row").for_list())
    audit.record(
        Event.PAYMENTS_EXPORTED, by=by, division_code=listed.division_id, subject=listed,
        count=len(rows), purpose=purpose,
    )  # fmt: skip
    return rows


def headers() -> list[str]:
    return [
        _("List number"), pgettext("payments", "Row"), _("Account holder"), _("Beneficiary"),
        _("Bank"), _("Bank card"), _("Amount (yuan)"), _("Note"),
    ]  # fmt: skip


def tables(listed: PaymentList, rows: Sequence[Delivery]) -> list[Table]:
    """The list, and a sheet of those whose card was lost since: nobody is dropped in silence."""
    with_card = [row for row in rows if row.household.bank_card_cipher]
    without = [row for row in rows if not row.household.bank_card_cipher]
    made = [Table(_("Payment list"), headers(), _cells(listed, with_card))]
    if without:
        made.append(Table(_("Without a bank card"), headers(), _cells(listed, without)))
    return made


def text(listed: PaymentList, rows: Sequence[Delivery]) -> bytes:
    """The same, one line a row, for programs of banks that take no workbook."""
    lines = (
        BETWEEN.join(str(cell).replace(BETWEEN, " ") for cell in cells)
        for cells in _cells(listed, rows)
    )
    return "".join(f"{line}\r\n" for line in lines).encode(ENCODING)


def _cells(listed: PaymentList, rows: Iterable[Delivery]) -> Iterator[Sequence[Any]]:
    note = f"{listed.measure} {listed.starts_on:%Y-%m-%d}—{listed.ends_on:%Y-%m-%d}"
    for row in rows:
        card = row.household.bank_card_cipher
        yield (
            listed.pk, row.row, row.household.head_name, str(row.member or row.household),
            row.household.bank_name or "", decrypt(card) if card else "", row.amount, note,
        )  # fmt: skip
