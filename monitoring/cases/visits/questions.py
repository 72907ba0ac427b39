"""What a visit asks for slices above, in the section of its field; they fill `askers`.

A question that shows something else is another question, with another `id`: an answer kept on a
phone is never taken for an answer to what it was not given to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.cases.visits.sections import SECTIONS, Section
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Source


class Choice(TextChoices):
    TAKEN = "taken", gettext_lazy("The new value holds")
    KEPT = "kept", gettext_lazy("The value stays")


@dataclass(frozen=True)
class Said:
    """One of the two values in words."""

    value: str
    source: str
    on: date


@dataclass(frozen=True)
class Question:
    id: str
    key: str  # of the value, as Place.key: member.12.resident_insurance
    title: str
    known: Said
    told: Said
    elsewhere: str = ""  # the page where the new value is entered, where that takes more than a tap

    @property
    def field(self) -> str:
        """As sections name it: member.resident_insurance."""
        return f"{self.key.split('.')[0]}.{self.key.rpartition('.')[2]}"


class Answer(Protocol):
    """Writes a choice inside the act of `source`; ValidationError where it cannot be done."""

    def __call__(
        self, household: Household, question: Question, choice: str, *, source: Source
    ) -> None: ...


@dataclass(frozen=True)
class Asker:
    questions: Callable[[Household], Sequence[Question]]
    answer: Answer


askers: list[Asker] = []
Given = tuple[Asker, Question, str]


def questions_of(household: Household) -> list[Question]:
    return [question for asker in askers for question in asker.questions(household)]


def section_of(question: Question) -> Section:
    """A field that no section has is spoken of last, with the difficulties."""
    of_field = (each for each in SECTIONS if each.has(question.field))
    return next(of_field, SECTIONS[-1])


def answers(household: Household, chosen: Mapping[str, str]) -> list[Given]:
    """Who asked, what, and the choice; ValidationError where it is no longer asked."""
    if not chosen:
        return []
    found = list(_matching(household, chosen))
    refuse_if(
        len(found) < len(chosen),
        _("A question about two sources was answered or changed meanwhile. Load the page again."),
    )
    return found


def settle(household: Household, given: Sequence[Given], *, source: Source) -> list[str]:
    """The keys whose new value holds now."""
    for asker, question, choice in given:
        asker.answer(household, question, choice, source=source)
    return [question.key for _asker, question, choice in given if choice == Choice.TAKEN]


def refuse_both(given: Sequence[Given], values: Mapping[str, object]) -> None:
    """Of one value the visitor either types it or takes what the other source tells."""
    both = [
        question.title
        for _asker, question, choice in given
        if choice == Choice.TAKEN and question.key in values
    ]
    if both:
        said = _("You typed a value and also chose the new one: {values}. Do one of the two.")
        raise ValidationError(said.format(values="、".join(both)))


def _matching(household: Household, chosen: Mapping[str, str]) -> Iterator[Given]:
    for asker in askers:
        for question in asker.questions(household):
            if question.id in chosen:
                yield asker, question, chosen[question.id]
