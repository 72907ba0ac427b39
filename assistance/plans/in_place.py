"""Which measures are in place for a monitored household, and which of its risks they answer.

In place is what is given today, and what reached the household since it was first looked at, as
help that comes once has ended when it has come. The same SQL says it of one household on a page
and of everybody at night.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.sql import SQL, Composed, Literal

from assistance.catalogue.models import Category
from assistance.plans.needs import CALLS_FOR
from monitoring.cases.casework.models import Episode
from monitoring.cases.ending.conditions import Condition, Precondition
from monitoring.cases.ending.models import Attestation
from monitoring.criteria.sentences import Verdict
from monitoring.registry.choices import Risk

# Without an answer to these no risk counts as eliminated, however it ended (domain.md 6).
ALWAYS_ANSWERED = (Risk.ILLNESS, Risk.SCHOOLING)

# `in_place` is NULL where measures are given, and yet a person has to say how they help.
FACTS = """
    SELECT e.id, g.names, g.reached_on, unanswered.risks,
        CASE WHEN g.names IS NULL THEN false
            WHEN g.reached_on IS NOT NULL AND unanswered.risks = '{{}}' THEN true END AS in_place,
        NOT unanswered.risks && {always} AS answered
    FROM monitoring_episode e
    CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT m.name) AS names, max(d.paid_on) AS reached_on,
            coalesce(array_agg(DISTINCT m.category), '{{}}') AS categories
        FROM assistance_award a
        JOIN assistance_measure m ON m.id = a.measure_id
        LEFT JOIN assistance_delivery d ON d.award_id = a.id AND d.state = 'paid'
            AND d.paid_on BETWEEN least(e.opened_on, e.monitored_on) AND {day}
        WHERE a.household_id = e.household_id AND a.starts_on <= {day}
            AND (a.ends_on IS NULL OR a.ends_on >= {day} OR d.id IS NOT NULL)
    ) g
    CROSS JOIN LATERAL (
        SELECT ARRAY(
            SELECT r.risk FROM {calls_for}
            WHERE e.risks @> jsonb_build_array(jsonb_build_object('risk', r.risk))
                AND NOT r.categories && g.categories::text[]
        ) AS risks
    ) unanswered
"""


class InPlace(NamedTuple):
    names: list[str] | None  # of the measures
    reached_on: date | None  # the last time
    risks: list[str]  # that nothing answers
    in_place: bool | None
    answered: bool  # of the risks that must be


def of_episodes(episodes: Sequence[Episode]) -> dict[int, list[Condition]]:
    statement = SQL("{} WHERE e.id = ANY ({})").format(
        _facts(timezone.localdate()), Literal([episode.pk for episode in episodes])
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {pk: list(_conditions(InPlace(*known))) for pk, *known in cursor.fetchall()}


def met(day: date) -> Composed:
    """Over the episode `e`, for everybody."""
    facts = SQL("{} WHERE e.state = 'monitored'").format(_facts(day))
    shape = SQL("e.id IN (SELECT id FROM ({}) known WHERE in_place AND answered)")
    return shape.format(facts)


def _facts(day: date) -> Composed:
    called = [
        SQL("({}, {}::text[])").format(Literal(str(risk)), Literal([str(each) for each in called]))
        for risk, called in CALLS_FOR.items()
    ]
    values = SQL(", ").join(called)
    return SQL(FACTS).format(
        day=SQL("{}::date").format(Literal(day)),
        always=SQL("{}::text[]").format(Literal([str(risk) for risk in ALWAYS_ANSWERED])),
        calls_for=SQL("(VALUES {}) AS r (risk, categories)").format(values),
    )


def _conditions(known: InPlace) -> Iterator[Condition]:
    code = Attestation.Code.MEASURES
    verdict = Verdict.of(known.in_place)
    yield Condition(code, str(code.label), verdict, _ground(known), of_help=True)
    if not known.answered:
        lacking = [risk for risk in known.risks if risk in ALWAYS_ANSWERED]
        name = _("Measures that illness and schooling need")
        yield Condition("answered", name, Verdict.NO, _lacking(lacking))


def _ground(known: InPlace) -> str:
    if not known.names:
        return _("No measure is given.")
    given = _("Given: %(measures)s.") % {"measures": "、".join(known.names)}
    if known.risks:
        return f"{given}{_lacking(known.risks)}"
    if known.reached_on is None:
        return given + _("Nothing that reached the household is recorded.")
    return given + _("Last reached on %(day)s.") % {"day": known.reached_on}


def _lacking(risks: Sequence[str]) -> str:
    said = _("“%(risk)s” is answered by none of: %(categories)s.")
    return "".join(said % {"risk": risk, "categories": _answers(risk)} for risk in risks)


def _answers(risk: str) -> str:
    return "、".join(str(Category(each).label) for each in CALLS_FOR[risk])


MEASURES = Precondition(of_episodes, met)
