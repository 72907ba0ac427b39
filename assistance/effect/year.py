from datetime import date

from django.utils import timezone

from monitoring.cases.ending.conditions import months_before


def a_year_ago() -> date:
    """Figures of a year are of the twelve months until today."""
    return months_before(timezone.localdate(), 12)
