"""Two people at the same moment, where the database lets one of them through."""

from typing import Any

from django.db import IntegrityError, models, transaction


def save_or_say(row: models.Model, **options: Any) -> None:
    """Save a row that was found valid; what somebody took in between is said as if it had been
    there before, by a ValidationError.
    """
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError:
        row.validate_unique()
        row.validate_constraints()
        raise
