"""What changed in the registry, followed here: households monitored elsewhere, and moves."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F, Model, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.registry.models import Household, Source

# A census says who is monitored already; each such household has an episode of its own here.
ADOPT = """
    INSERT INTO monitoring_episode (household_id, division_id, number, state, type, risks,
        opened_on, monitored_on, closed_on, method, end_reason)
    SELECT h.id, h.division_id, 1,
        CASE WHEN h.risk_eliminated THEN 'eliminated' ELSE 'monitored' END, h.monitored_type,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('risk', risk, 'sub_item', '', 'remark', '')
                                   ORDER BY place), '[]')
         FROM unnest(ARRAY[h.risk1, h.risk2, h.risk3, h.risk4, h.risk5])
            WITH ORDINALITY AS given (risk, place)
         WHERE risk IS NOT NULL),
        coalesce(to_date(nullif(h.identified_month, ''), 'YYYYMM'), %(day)s),
        coalesce(to_date(nullif(h.identified_month, ''), 'YYYYMM'), %(day)s),
        CASE WHEN h.risk_eliminated
            THEN coalesce(to_date(nullif(h.eliminated_month, ''), 'YYYYMM'), %(day)s) END,
        CASE WHEN h.risk_eliminated THEN coalesce(h.elimination_method, '') ELSE '' END, ''
    FROM monitoring_household h
    WHERE h.monitored_type IS NOT NULL AND h.status = 'active'
        AND (%(ids)s::bigint[] IS NULL OR h.id = ANY (%(ids)s))
        AND NOT EXISTS (SELECT FROM monitoring_episode e WHERE e.household_id = h.id)
    ON CONFLICT DO NOTHING
"""


# Models with a `household` and its `division`; slices above add theirs in monitoring/apps.py.
followers: list[type[Model]] = [Episode, Case, CaseStep]


def follow(source: Source, household_ids: Sequence[int]) -> None:
    """Listens to changed households (monitoring/apps.py); one statement per model however many."""
    _adopt(list(household_ids))
    for model in followers:
        _follow_moves(model._default_manager.filter(household__in=household_ids))


@transaction.atomic
def catch_up() -> int:
    """What nobody followed because the process was killed right after its commit; how many rows."""
    adopted = _adopt(None)
    return adopted + sum(_follow_moves(model._default_manager.all()) for model in followers)


def hindrance(household: Household) -> str | None:
    """Why the registry may not close it (restructuring.py): casework has its own doors for that."""
    if household.cases.running().exists():
        return _("A case of this household is running. Decide it first.")
    if household.episodes.running().exists():
        return _(
            "This household is monitored. Ask for the end of its monitoring on its page first; "
            "that it died out or moved away is decided there."
        )
    return None


def _adopt(household_ids: list[int] | None) -> int:
    """None: of everybody."""
    with connection.cursor() as cursor:
        cursor.execute(ADOPT, {"ids": household_ids, "day": timezone.localdate()})
        return int(cursor.rowcount)


def _follow_moves(rows: QuerySet[Model]) -> int:
    """What belongs to a household lies where the household lives, for lists by area."""
    place = Household.objects.filter(pk=OuterRef("household")).values("division")
    elsewhere = rows.exclude(division=F("household__division"))
    return elsewhere.update(division=Subquery(place))
