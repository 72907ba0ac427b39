"""What each paper about a case, a visit, a meeting or a household says."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import Division
from accounts.scope import inside
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.ending.conditions import of_cases
from monitoring.cases.meetings.models import Meeting
from monitoring.cases.papers.body import Body, filled
from monitoring.cases.papers.models import Kind, Leaflet
from monitoring.cases.procedures.models import Level
from monitoring.cases.visits.models import Visit
from monitoring.cases.visits.sections import SECTIONS
from monitoring.criteria.sentences import Verdict
from monitoring.registry.models import Household

# One line of a household's file: day, what, who, words.
Line = tuple[str, str, str, str]

# What applications above did for a household; filled as they start.
tellers: list[Callable[[Household], Iterable[Line]]] = []

VERDICTS = {Verdict.YES: "是", Verdict.NO: "否", Verdict.MISSING: "不清楚"}


def application(case: Case) -> Body:
    """With masked numbers: the applicant writes the whole number by hand."""
    people = list(case.household.members.active())
    values = {
        "head": case.household.head_name,
        "village": case.division,
        "people": len(people),
        "risks": "、".join(each["risk"] for each in case.episode.risks) or "________",
    }
    rows = [(n, p.name, p.relation, p.id_number_masked, "") for n, p in enumerate(people, 1)]
    return filled("application", values, rows)


def visit_sheet(visit: Visit) -> Body:
    values = {
        "head": visit.household.head_name,
        "village": visit.division,
        "day": visit.visited_on,
        "way": visit.get_way_display(),
        "by": visit.by,
        "second": visit.second_name,
        "difficulties": visit.difficulties,
        "finding": visit.get_finding_display(),
        "reason": visit.finding_reason,
    }
    return filled("visit_sheet", values, _answers(visit))


def _answers(visit: Visit) -> Iterator[tuple[str, str]]:
    """Of each section what was said: that nothing changed, or how many values did."""
    for section in SECTIONS:
        said = visit.answers.get(section.code)
        if isinstance(said, list):
            yield str(section.label), f"有变化（{len(said)} 项）"
        elif said:
            yield str(section.label), "无变化"


def minutes(meeting: Meeting) -> Body:
    values = {
        "village": meeting.division,
        "day": meeting.held_on,
        "place": meeting.place,
        "kind": meeting.get_kind_display(),
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "number": len(meeting.attendance),
        "present": "、".join(meeting.attendance),
        "minutes": meeting.minutes,
    }
    votes = meeting.votes.select_related("case__household").order_by("pk")
    rows = [
        (n, vote.case.household, vote.agree, vote.disagree, vote.abstain,
         "通过" if vote.is_agreed else "未通过")
        for n, vote in enumerate(votes, 1)
    ]  # fmt: skip
    return filled("minutes", values, rows)


def approval(county: Division, day: date) -> Body:
    """Every case that the county decided on that day."""
    decided = CaseStep.objects.decided().filter(inside([county]), level=Level.COUNTY)
    steps = decided.filter(closed_at__date=day).exclude(state=CaseStep.State.SENT_BACK)
    steps = steps.select_related("case__household", "case__episode", "division__parent", "step")
    rows = [
        (n, step.case.household, step.division.parent, step.division,
         step.case.get_process_display(), step.case.episode.type, _opinion(step))
        for n, step in enumerate(steps.order_by("division", "pk"), 1)
    ]  # fmt: skip
    return filled("approval", {"county": county, "day": day, "number": len(rows)}, rows)


def leaflet_register(village: Division) -> Body:
    """两个全覆盖: who was given which leaflet; the households sign on the paper."""
    given = Leaflet.objects.filter(division=village).select_related("household", "by")
    rows = [
        (n, each.household, each.get_topic_display(), each.given_on, each.by, "")
        for n, each in enumerate(given.order_by("household", "topic"), 1)
    ]
    day = timezone.localdate()
    return filled("leaflets", {"village": village, "day": day, "number": len(rows)}, rows)


def refusal(case: Case) -> Body:
    step = case.steps.filter(state=CaseStep.State.REFUSED).select_related("step").latest("pk")
    values = {
        "head": case.household.head_name,
        "opened_on": case.opened_on,
        "step": step.step.name,
        "reason": case.reason,
        "township": case.division.parent,
        "day": case.closed_on,
    }
    return filled("refusal", values)


def elimination(case: Case) -> Body:
    values = {
        "head": case.household.head_name,
        "village": case.division,
        "type": case.episode.type,
        "monitored_on": case.episode.monitored_on,
        "kind": case.ending.get_kind_display(),
        "ground": case.ending.ground,
    }
    rows = [(each.name, VERDICTS[each.verdict], each.ground) for each in of_cases([case])[case.pk]]
    return filled("elimination", values, rows)


def help_card(household: Household, site: str) -> Body:
    """With the village's own code for declaring difficulties; `site` is the address of ours."""
    values = {
        "head": household.head_name,
        "village": household.division,
        "contact": household.contact_name,
        "contact_phone": household.contact_phone,
    }
    helpers = household.pairings.current().select_related("user")
    rows = [(each.user, each.user.phone, each.starts) for each in helpers]
    address = site + reverse("declare:form", args=[household.division_id])
    return filled("help_card", values, rows, code=address)


def household_file(household: Household) -> Body:
    members = household.members.active()
    values = {
        "code": household.code,
        "head": household.head_name,
        "village": household.division,
        "type": household.household_type,
        "members": "、".join(f"{member.name}（{member.relation or '—'}）" for member in members),
    }
    return filled("household_file", values, sorted(_timeline(household)))


def _timeline(household: Household) -> Iterator[Line]:
    """Everything that was done about the household."""
    for tell in tellers:
        yield from tell(household)
    for step in CaseStep.objects.decided().filter(household=household).select_related("step", "by"):
        day = timezone.localdate(step.closed_at) if step.closed_at else None
        said = f"{step.get_state_display()} {step.reason}".strip()
        yield str(day), step.step.name, str(step.by or ""), said
    for visit in household.visits.select_related("by"):
        said = f"{visit.get_finding_display()} {visit.difficulties}".strip()
        yield str(visit.visited_on), visit.get_purpose_display(), str(visit.by), said
    # Not earlier files: the same file asked for twice would name itself, and be another.
    for paper in household.papers.exclude(kind=Kind.HOUSEHOLD_FILE).select_related("by"):
        yield str(timezone.localdate(paper.at)), paper.title, str(paper.by), paper.number


def _opinion(step: CaseStep) -> str:
    return "同意" if step.state == CaseStep.State.PASSED else f"不予通过：{step.reason}"
