"""Reads of reports, named for the question."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Max, Q

from accounts.personal import keyed_hash
from monitoring.registry.querysets import ID_NUMBER

if TYPE_CHECKING:
    from monitoring.cases.clues.reports.models import Report  # noqa: F401


class ReportQuerySet(models.QuerySet["Report"]):
    def with_number(self, number: str) -> "ReportQuerySet":
        """Of this phone, or of the person with this ID number."""
        wanted = Q(phone=number)
        if ID_NUMBER.fullmatch(number):
            wanted |= Q(id_number_hash=keyed_hash(number[:18]))
        return self.filter(wanted)

    def unlinked(self) -> "ReportQuerySet":
        """Of no household yet: these are handed over, linked or answered."""
        return self.filter(state="received")

    def unanswered(self) -> "ReportQuerySet":
        return self.exclude(state="answered")

    def for_list(self) -> "ReportQuerySet":
        joined = self.select_related("division__parent__parent", "household")
        return joined.annotate(lies_there_since=Max("hand_overs__at"))
