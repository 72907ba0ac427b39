"""The visit page: the sections with what is known, and what its scripts work with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from monitoring.cases.visits.contradictions import RULES
from monitoring.cases.visits.drafts import draft_of
from monitoring.cases.visits.effect import line_at
from monitoring.cases.visits.facts import of_household, of_members, said
from monitoring.cases.visits.forms import AnswerForm
from monitoring.cases.visits.known import Known, Place, Row
from monitoring.cases.visits.models import Visit
from monitoring.cases.visits.phone import phone_data
from monitoring.cases.visits.questions import Question, section_of
from monitoring.cases.visits.sections import SECTIONS, Section
from monitoring.registry import wording
from monitoring.registry.models import Member
from monitoring.templatetags.registry import age as shown_age


@dataclass(frozen=True)
class Line:
    """One line of what is known: of the household, or of one member."""

    title: str
    text: str


@dataclass(frozen=True)
class Group:
    title: str  # the member's name; empty for the household
    fields: list[BoundField]


@dataclass(frozen=True)
class Block:
    section: Section
    lines: list[Line]
    groups: list[Group]
    questions: list[Question]


def blocks(known: Known, last: Visit | None, questions: Sequence[Question]) -> list[Block]:
    form = AnswerForm(known)
    return [
        Block(
            section,
            *_block(section, known, form, last),
            [each for each in questions if section_of(each) == section],
        )
        for section in SECTIONS
    ]


def page_data(known: Known, user: User, questions: Sequence[Question]) -> dict[str, Any]:
    """For the scripts, as JSON."""
    household = known.household
    draft = draft_of(household, user)
    line = line_at(household.division_id)
    phone = phone_data(
        f"{user.pk}:{household.pk}",
        reverse("visits:draft", args=[household.pk]),
        draft.data if draft else None,
    )
    return phone | {
        "line": "" if line is None else str(line),
        "values": {key: said(place.value) for key, place in known.by_key.items()},
        "labels": {key: str(place.field.verbose_name) for key, place in known.by_key.items()},
        "facts": of_household(known),
        "members": of_members(known),
        "questions": [each.id for each in questions],
        "sections": [{"code": each.code, "short": each.short} for each in SECTIONS],
        "rules": [rule.as_json() for rule in RULES],
        "texts": phone["texts"] | _texts(),
    }


def _block(
    section: Section, known: Known, form: AnswerForm, last: Visit | None
) -> tuple[list[Line], list[Group]]:
    lines, groups = [], []
    for owner, places in groupby(known.places(section), key=lambda place: place.row):
        shown = list(places)
        title = owner.name if isinstance(owner, Member) else ""
        groups.append(Group(title, [form[place.key] for place in shown]))
        lines += _lines(owner, shown)
    if section.code == "difficulties" and last and last.difficulties:
        lines = [Line(f"{last.visited_on:%Y-%m-%d}", last.difficulties)]
    return lines, groups


def _lines(owner: Row, places: Iterable[Place]) -> list[Line]:
    """The household's values one by one; a member's in one line."""
    told = [(place.field, wording.said(place.field, place.value)) for place in places]
    if not isinstance(owner, Member):
        return [Line(str(field.verbose_name), value) for field, value in told]
    words = [
        f"{field.verbose_name}：{value}"
        for field, value in told
        if field.name not in ("status", "left_on") and value != "—"
    ]
    if told[0][0].name == "status":
        words = [owner.get_relation_display() or "", shown_age(owner, None)]
    return [Line(owner.name, " · ".join(filter(None, words)) or "—")]


def _texts() -> dict[str, str]:
    return {
        "unchanged": _("No change"),
        "changed": _("Something changed"),
        "earlier": _("registered before: {values}"),
        "missing": _("Say of each section whether it changed: {sections}."),
        "mine": _("Put mine in its place: {value}"),
        "theirs": _("Keep what is there now: {value}"),
        "below": _("{amount} yuan below the line"),
        "above": _("{amount} yuan above the line"),
        "unknown": _("cannot be computed yet"),
        "unreadable": _("An amount has digits, and at most two after the point."),
    }
