"""Make a paper, give leaflets."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.scope import visible
from monitoring.cases.casework.models import Case
from monitoring.cases.papers import kinds
from monitoring.cases.papers.models import Leaflet, Paper
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household


@transaction.atomic
def make(kind: str, subject: models.Model, *, by: User, **given: Any) -> Paper:
    """The paper of that kind about the subject, numbered; the last one again if it says the same.

    `given` is what its kind asks for besides (kinds.py): `day`, `site`.
    """
    division = _place(subject)
    require(by, "papers.make", division.code)
    refuse_if(
        isinstance(subject, Case) and kind not in kinds.of_case(subject),
        _("This paper is not made for this case, or not at this stage of it."),
    )
    body = kinds.compose(kind, subject, **given)
    about = f"{subject._meta.label_lower}:{subject.pk}"
    county, year = division.code[:6], timezone.localdate().year
    _lock_numbers(county, kind, year)
    same = Paper.objects.filter(kind=kind, subject=about)
    last = same.first()
    if last and (last.title, last.blocks) == (body.title, body.blocks):
        return last
    numbered = Paper.objects.filter(county=county, kind=kind, year=year)
    made = Paper.objects.create(
        kind=kind,
        division=division,
        subject=about,
        household=_household(subject),
        county=county,
        year=year,
        serial=(numbered.aggregate(last=Max("serial"))["last"] or 0) + 1,
        title=body.title,
        blocks=body.blocks,
        by=by,
    )
    audit.record(Event.PAPER_MADE, by=by, division_code=division.code, subject=made, kind=kind)
    return made


@transaction.atomic
def give_leaflets(household_ids: Sequence[int], *, by: User, topic: str) -> int:
    """Note that these households were given the leaflet; how many had not been before."""
    households = visible(Household, by).filter(pk__in=household_ids)
    chosen = list(households.exclude(leaflets__topic=topic))
    for code in {household.division_id for household in chosen}:
        require(by, "papers.make", code)
    rows = [
        Leaflet(household=each, division_id=each.division_id, topic=topic, by=by) for each in chosen
    ]
    Leaflet.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        code = rows[0].division_id
        audit.record(Event.LEAFLETS_GIVEN, by=by, division_code=code, count=len(rows), topic=topic)
    return len(rows)


def _place(subject: models.Model) -> Division:
    if isinstance(subject, Division):
        return subject
    place: Division = subject.division  # type: ignore[attr-defined]  # every other subject has one
    return place


def _household(subject: models.Model) -> Household | None:
    if isinstance(subject, Household):
        return subject
    return getattr(subject, "household", None)


def _lock_numbers(county: str, kind: str, year: int) -> None:
    """Numbers have no gaps and none comes twice: those of one series are given one at a time."""
    with connection.cursor() as cursor:
        key = f"paper:{county}:{kind}:{year}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
