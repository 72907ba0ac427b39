"""Awards as the slices below know them: what was given to a household."""

from collections.abc import Collection, Iterator

from assistance.awards.models import Award
from monitoring.registry.measures import Given


def given(households: Collection[int]) -> Iterator[Given]:
    """For `registry.measures`; one query, in the order of their first days."""
    awards = Award.objects.filter(household__in=households).order_by("starts_on", "pk")
    told = awards.values_list("household_id", "measure__name", "starts_on", "ends_on")
    return (Given(*each) for each in told)
