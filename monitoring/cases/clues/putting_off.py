"""暂缓: until which days a clue may be put off."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

LONGEST = timedelta(days=366)


def hindrance(until: date | None) -> str | None:
    """Why it cannot be put off until that day."""
    today = timezone.localdate()
    if until is None or until <= today:
        return _("Choose a day after today until which it is put off.")
    if until > today + LONGEST:
        return _("Choose a day within a year: what is put off longer is forgotten.")
    return None
