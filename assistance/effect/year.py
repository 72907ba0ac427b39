from datetime import date

from django.utils import timezone

from monitoring.registry.months import shifted


def a_year_ago() -> date:
    """Figures of a year are of the twelve months until today."""
    return shifted(timezone.localdate(), -12)
