"""Reads of persons to compare, requests and findings, named for the question."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from monitoring.cases.comparison.models import Hit, Person, Request  # noqa: F401


class PersonQuerySet(models.QuerySet["Person"]):
    def authorised(self) -> "PersonQuerySet":
        return self.filter(authorisation__isnull=False)

    def undecided(self) -> "PersonQuerySet":
        """Neither signed nor refused to."""
        return self.filter(authorisation=None, refused_on=None)

    def to_ask(self) -> "PersonQuerySet":
        """Authorised and in no request yet, of cases that run and compare."""
        waiting = self.authorised().filter(case__status="running", requests=None)
        return waiting.filter(case__comparison_exemption=None)


class RequestQuerySet(models.QuerySet["Request"]):
    def counted(self) -> "RequestQuerySet":
        """Each with how many `people` it asks about, and of how many there is an `answered`."""
        return (
            self.annotate(
                people=Count("persons", distinct=True),
                answered=Count("persons", Q(persons__answered_on__isnull=False), distinct=True),
            )
            .select_related("county", "by")
            .order_by("-pk")
        )


class HitQuerySet(models.QuerySet["Hit"]):
    def unsettled(self) -> "HitQuerySet":
        """Not explained, or not yet accepted where the county has to."""
        return self.filter(
            Q(explanation="") | Q(item__effect="accept", accepted_by=None)
        ).select_related("item", "person")
