"""Reads of persons to compare, requests and findings, named for the question."""

from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from monitoring.cases.comparison.models import Hit, Person, Request  # noqa: F401

# Neither signed nor refused to.
UNDECIDED = Q(authorisation=None, refused_on=None)


class Stand(TypedDict):
    """How far the comparison of one case is, in persons."""

    case_id: int
    refused: int
    undecided: int
    unanswered: int


class PersonQuerySet(models.QuerySet["Person"]):
    def authorised(self) -> "PersonQuerySet":
        return self.filter(authorisation__isnull=False)

    def undecided(self) -> "PersonQuerySet":
        return self.filter(UNDECIDED)

    def elsewhere(self) -> "PersonQuerySet":
        """Who is no member of the household."""
        return self.exclude(kind="member")

    def progress(self) -> "models.QuerySet[Person, Stand]":
        """By case: how many refused, did not decide yet, are not answered about."""
        return (
            self.order_by()
            .values("case_id")
            .annotate(
                refused=Count("pk", Q(refused_on__isnull=False)),
                undecided=Count("pk", UNDECIDED),
                unanswered=Count("pk", Q(answered_on=None)),
            )
        )

    def to_ask(self) -> "PersonQuerySet":
        """Authorised and in no request yet, of cases that run and compare."""
        waiting = self.authorised().filter(case__status="running", requests=None)
        return waiting.filter(case__comparison_exemption=None)


class RequestQuerySet(models.QuerySet["Request"]):
    def about(self, persons: PersonQuerySet) -> "RequestQuerySet":
        return self.filter(pk__in=persons.order_by().values("requests"))

    def waiting(self) -> "RequestQuerySet":
        """Somebody of it is not answered about."""
        return self.filter(pk__in=self.filter(persons__answered_on=None, persons__isnull=False))

    def counted(self) -> "RequestQuerySet":
        """Each with how many `people` it asks about, and of how many there is an `answered`."""
        return self.annotate(
            people=Count("persons", distinct=True),
            answered=Count("persons", Q(persons__answered_on__isnull=False), distinct=True),
        ).select_related("county", "by")


class HitQuerySet(models.QuerySet["Hit"]):
    def unsettled(self) -> "HitQuerySet":
        """Not explained, or not yet accepted where the county has to."""
        return self.filter(
            Q(explanation="") | Q(item__effect="accept", accepted_by=None)
        ).select_related("item", "person")
