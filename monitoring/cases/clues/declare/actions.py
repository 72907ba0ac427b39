"""Take in what somebody without an account declares."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Division
from monitoring.cases.clues.declare import receipts
from monitoring.cases.clues.reports.actions import take_in
from monitoring.cases.clues.reports.models import Report


@transaction.atomic
def declare(village: Division, *, form_id: UUID, **facts: Any) -> str:
    """The receipt. The registry is not asked: nobody learns from the answer who is in it."""
    code = receipts.code_of(form_id, facts)
    try:
        with transaction.atomic():
            take_in(
                village,
                by=None,
                channel=Report.Channel.DECLARATION,
                receipt_hash=receipts.hash_of(code),
                **facts,
            )
    except IntegrityError:
        # The button was pressed again: it is the same declaration with the same receipt.
        return code
    return code
