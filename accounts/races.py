"""Two people at the same moment, where the database lets one of them through."""

from typing import Any

from django.db import IntegrityError, OperationalError, models, transaction
from psycopg2.errors import DeadlockDetected


def save_or_say(row: models.Model, **options: Any) -> None:
    """Save a row that was found valid; what somebody took in between is said as if it had been
    there before, by a ValidationError.
    """
    try:
        _save(row, **options)
    except IntegrityError:
        row.validate_unique()
        row.validate_constraints()
        raise


def _save(row: models.Model, **options: Any) -> None:
    """Two rows that exclude each other, written in the same instant, may wait for each other until
    the database gives up one of them. Written again, that one waits for the other's end.
    """
    try:
        with transaction.atomic():
            row.save(**options)
    except OperationalError as stuck:
        if not isinstance(stuck.__cause__, DeadlockDetected):
            raise
        with transaction.atomic():
            row.save(**options)
