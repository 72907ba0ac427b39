"""A person decides a difference: the new value holds, or the old one stays."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from monitoring.cases.visits.questions import Choice, Question
from monitoring.feeds.catalogue.schema import Entity
from monitoring.feeds.updates.asking import questions
from monitoring.feeds.updates.models import Difference
from monitoring.feeds.updates.writing import MODELS, column
from monitoring.registry.act import begin, finish, refuse_if, update_row
from monitoring.registry.actions import leave
from monitoring.registry.models import Household, Member, Source

AGREE = """
    UPDATE monitoring_difference x SET state = 'agreed', closed_at = now(), source_id = %(source)s
    WHERE x.state = 'open' AND x.household_id = ANY (%(households)s) AND x.told = CASE x.entity
        WHEN 'member' THEN (SELECT to_jsonb(m) FROM monitoring_member m WHERE m.id = x.entity_id)
        WHEN 'conditions' THEN (SELECT to_jsonb(c) FROM monitoring_livingconditions c
            WHERE c.household_id = x.entity_id)
        ELSE (SELECT to_jsonb(h) FROM monitoring_household h WHERE h.id = x.entity_id)
    END -> x.field
"""


def answer(household: Household, question: Question, choice: str, *, source: Source) -> None:
    """The choice of a visitor, inside the visit whose `source` this is."""
    difference = _difference(household, question)
    _settle(difference, choice, source)
    audit.record(
        Event.DIFFERENCE_SETTLED,
        by=source.by,
        division_code=household.division_id,
        subject=household,
        difference=difference.pk,
        choice=choice,
    )


@transaction.atomic
def settle(household: Household, question: str, choice: str, *, by: User) -> None:
    """The choice of a person on the page of the household."""
    source = begin(household, by=by, note=_("Difference between sources settled"))
    refuse_if(choice not in Choice.values, _("Choose one of the two values."))
    asked = [each for each in questions(household) if each.id == question]
    refuse_if(not asked, _("This was decided or changed meanwhile. Look at it again."))
    difference = _difference(household, asked[0])
    _settle(difference, choice, source)
    finish(Event.DIFFERENCE_SETTLED, source, household, difference=difference.pk, choice=choice)


def agree(source: Source, household_ids: Sequence[int]) -> None:
    """Listens to changed households: what now says the same is no longer asked."""
    if not Difference.objects.open().exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(AGREE, {"source": source.pk, "households": list(household_ids)})


def _difference(household: Household, question: Question) -> Difference:
    return household.differences.get(pk=question.id.partition("-")[0])


def _settle(difference: Difference, choice: str, source: Source) -> None:
    """The first of two people decides; the second is told so."""
    decided = Difference.objects.open().filter(pk=difference.pk)
    closed = decided.update(state=choice, closed_at=timezone.now(), by=source.by, source=source)
    refuse_if(not closed, _("Somebody has decided this difference meanwhile."))
    if choice == Choice.TAKEN:
        _take(difference, source)


def _take(difference: Difference, source: Source) -> None:
    row = MODELS[Entity(difference.entity)]._base_manager.get(pk=difference.entity_id)
    if isinstance(row, Member) and difference.field == "status":
        leave(row, source=source, how=difference.told, on=difference.record.starts)
        return
    told = column(row, difference.field).to_python(difference.told)
    update_row(row, source=source, **{difference.field: told})
