"""Which papers there are, what each is about, and who composes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import Division
from monitoring.cases.casework.models import Case
from monitoring.cases.meetings.models import Announcement, Meeting, Notice
from monitoring.cases.papers import composing, public
from monitoring.cases.papers.body import Body
from monitoring.cases.papers.models import Kind
from monitoring.cases.visits.models import Visit
from monitoring.registry.models import Household


@dataclass(frozen=True)
class Declared:
    subject: type[models.Model]
    compose: Callable[..., Body]  # given the subject, then `extra`
    extra: tuple[str, ...] = ()  # what else the page gives: "day", "site"


DECLARED: dict[str, Declared] = {
    Kind.APPLICATION: Declared(Case, composing.application),
    Kind.VISIT_SHEET: Declared(Visit, composing.visit_sheet),
    Kind.MINUTES: Declared(Meeting, composing.minutes),
    Kind.NOTICE: Declared(Notice, public.notice),
    Kind.ANNOUNCEMENT: Declared(Announcement, public.announcement),
    Kind.APPROVAL: Declared(Division, composing.approval, ("day",)),
    Kind.REFUSAL: Declared(Case, composing.refusal),
    Kind.ELIMINATION: Declared(Case, composing.elimination),
    Kind.HELP_CARD: Declared(Household, composing.help_card, ("site",)),
    Kind.HOUSEHOLD_FILE: Declared(Household, composing.household_file),
    Kind.LEAFLETS: Declared(Division, composing.leaflet_register),
}


def of_case(case: Case) -> list[Kind]:
    """What can be made for a case as it stands."""
    if case.process == "elimination":
        return [Kind.ELIMINATION]
    if case.process != "identification":
        return []
    # 不予纳入: whoever is refused an end of their monitoring stays included.
    refused = case.status == Case.Status.REFUSED
    return [Kind.APPLICATION, Kind.REFUSAL] if refused else [Kind.APPLICATION]


def compose(kind: str, subject: models.Model, **given: Any) -> Body:
    declared = DECLARED[kind]
    return declared.compose(subject, *(given[name] for name in declared.extra))
