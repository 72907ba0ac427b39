"""The open steps of a place that wait for a meeting, a notice or an announcement."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import CODE_LENGTH, Division, User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.casework.querysets import CaseStepQuerySet
from monitoring.cases.procedures.models import Level

APPRAISAL, NOTICE, ANNOUNCEMENT = "appraisal", "notice", "announcement"

# A meeting and a notice are a village's; an announcement covers the villages of a township.
WIDTH = {APPRAISAL: Level.VILLAGE, NOTICE: Level.VILLAGE, ANNOUNCEMENT: Level.TOWNSHIP}


def place_of(case: Case, evidence: str) -> Division:
    """The village or township of the case that acts for this evidence."""
    width = Division.PREFIX[WIDTH[evidence]]
    return Division.objects.get(code=case.division_id[:width].ljust(CODE_LENGTH, "0"))


# When it was done, seen from the case.
DONE_AT = {
    APPRAISAL: "votes__meeting__at",
    NOTICE: "notices__at",
    ANNOUNCEMENT: "announcements__at",
}


def asking(place: Division, evidence: str) -> CaseStepQuerySet:
    """Open steps that ask for the evidence, whatever the procedure calls them."""
    asked = CaseStep.objects.open().filter(step__evidence__contains=[evidence])
    return asked.filter(inside([place])).for_list().most_urgent_first()


def waiting(place: Division, evidence: str) -> CaseStepQuerySet:
    """Those for which it was not done since they opened: it is done once, not by every click."""
    since = {f"{DONE_AT[evidence]}__gte": OuterRef("opened_at")}
    done = Case.objects.filter(pk=OuterRef("case_id"), **since)
    return asking(place, evidence).exclude(Exists(done))


@dataclass
class Place:
    """What waits at one place for one kind of evidence."""

    division: Division
    evidence: str
    first: CaseStep  # the most urgent; its case opens the page that deals with all of them
    count: int = 0


def waiting_by_place(user: User) -> list[Place]:
    """Everything the user may hold, post or announce now, the most urgent place first."""
    found: dict[tuple[str, str], Place] = {}
    for evidence, level in WIDTH.items():
        for area in areas(user, MAY[f"cases.{level}"]):
            for step in waiting(area, evidence):
                place = _of(found, step, evidence)
                place.count += 1
    return list(found.values())


def _of(found: dict[tuple[str, str], Place], step: CaseStep, evidence: str) -> Place:
    key = (evidence, step.division_id[: Division.PREFIX[WIDTH[evidence]]])
    if key not in found:
        found[key] = Place(place_of(step.case, evidence), evidence, step)
    return found[key]
