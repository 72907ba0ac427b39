from django.db.models import Exists, OuterRef, QuerySet

from monitoring.cases.casework.models import Episode
from monitoring.indicators.models import HouseholdIndicators


def without_labour(episodes: "QuerySet[Episode]") -> "QuerySet[Episode]":
    """Monitored ones of households in which nobody can work: they stay under long watch."""
    none = HouseholdIndicators.objects.filter(pk=OuterRef("household"), has_labour=False)
    return episodes.filter(Exists(none), state=Episode.State.MONITORED)
