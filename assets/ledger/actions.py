"""Entering projects and assets, and saying in which state an asset is."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.ledger.changed import ProjectChange, text
from assets.ledger.changing import remember, set_values
from assets.ledger.funding import Funding, column, told
from assets.ledger.models import Asset, DepreciationRule, Kind, Project
from assets.ledger.sources import follow
from assets.ledger.states import StateEntry
from monitoring.registry.act import refuse_if, refuse_if_to_come
from monitoring.registry.models import Household
from monitoring.registry.quantities import FEN

REGISTER = "assets.register"
LEVELS = (Division.Level.VILLAGE, Division.Level.TOWNSHIP, Division.Level.COUNTY)


@transaction.atomic
def register_project(
    county: Division, *, by: User, fundings: Sequence[dict[str, Any]] = (), **values: Any
) -> Project:
    """`fundings`: source, year and amount of each."""
    require(by, "projects.keep", county.code)
    refuse_if(county.level != Division.Level.COUNTY, _("A project belongs to a county."))
    project = Project(county=county, by=by, **values)
    project.full_clean()
    save_or_say(project, force_insert=True)
    for funding in fundings:
        _fund(project, **funding)
    follow([project])
    audit.record(Event.PROJECT_REGISTERED, by=by, division_code=county.code, subject=project)
    return project


@transaction.atomic
def fund_project(project: Project, *, by: User, source: str, year: int, amount: Decimal) -> Funding:
    """What one more source gave."""
    require(by, "projects.keep", project.county_id)
    project = Project.objects.select_for_update().get(pk=project.pk)
    before = dict(project.fundings.filter(source=source).values_list("year", "amount"))
    funding = _fund(project, source=source, year=year, amount=amount)
    follow([project])
    ProjectChange.objects.create(
        project=project, field=column(source), before=told(before),
        after=told(before | {year: amount}), reason=_("Entered"), by=by,
    )  # fmt: skip
    audit.record(
        Event.PROJECT_FUNDED, by=by, division_code=project.county_id, subject=project,
        amount=str(amount),
    )  # fmt: skip
    return funding


@transaction.atomic
def correct_project(project: Project, *, by: User, reason: str, **values: Any) -> list[str]:
    """Names of what differed, as its acceptance, which is known later; not of its money."""
    require(by, "projects.keep", project.county_id)
    refuse_if(not reason.strip(), _("Say why."))
    project = Project.objects.select_for_update().get(pk=project.pk)
    changes = set_values(project, values, lambda row, name: text(getattr(row, name)))
    names = list(changes)
    if names:
        project.full_clean()
        save_or_say(project, update_fields=names)
        remember(ProjectChange, [(project, changes)], reason=reason.strip(), by=by)
        audit.record(
            Event.PROJECT_CORRECTED, by=by, division_code=project.county_id, subject=project,
            fields=names,
        )  # fmt: skip
    return names


def _fund(project: Project, **values: Any) -> Funding:
    funding = Funding(project=project, **values)
    funding.full_clean()
    save_or_say(funding, force_insert=True)
    return funding


@transaction.atomic
def register(
    division: Division,
    *,
    by: User,
    kind: Kind,
    original_value: Decimal,
    began_on: date,
    number: str = "",
    household: Household | None = None,
    **values: Any,
) -> Asset:
    """An asset with its first state; without a number it is given the next one of the county.

    ValidationError where the number is taken, the day is to come, or nothing says how long an
    asset of this kind lasts.
    """
    require(by, REGISTER, division.code)
    refuse_if(division.level not in LEVELS, _("Choose a village, township or county."))
    refuse_if_to_come(began_on)
    asset = Asset(
        division=division, kind=kind, asset_class=kind.asset_class, household=household, by=by,
        original_value=original_value, began_on=began_on,
        number=number.strip() or next_number(division.code), **values,
    )  # fmt: skip
    wear(asset, DepreciationRule.objects.in_force(kind.pk, began_on, division.code))
    asset.full_clean()
    save_or_say(asset, force_insert=True)
    enter_state(asset, asset.state, since=began_on, reason=_("Entered"), by=by)
    audit.record(Event.ASSET_REGISTERED, by=by, division_code=division.code, subject=asset)
    return asset


@transaction.atomic
def change_state(asset: Asset, *, by: User, state: str, since: date, reason: str) -> None:
    """What somebody saw: never what needs a decision first (disposal.py)."""
    require(by, REGISTER, asset.division_id)
    asset = locked(asset)
    refuse_if(state == Asset.State.DISPOSED, _("An asset is disposed of by a disposal of its own."))
    refuse_if(not reason.strip(), _("Say why."))
    refuse_if_to_come(since)
    last = asset.states.first()
    refuse_if(last and since < last.since, _("A later state is known. Choose a later day."))
    enter_state(asset, state, since=since, reason=reason, by=by)
    audit.record(
        Event.ASSET_STATE_CHANGED,
        by=by,
        division_code=asset.division_id,
        subject=asset,
        state=state,
    )


@transaction.atomic
def set_depreciation(*, by: User, **values: Any) -> DepreciationRule:
    """For what comes into use from its day on; what was entered before keeps what was said then."""
    require(by, "procedures.change")
    made = DepreciationRule(by=by, **values)
    made.full_clean()
    save_or_say(made, force_insert=True)
    audit.record(Event.DEPRECIATION_SET, by=by, subject=made, kind=made.kind_id)
    return made


def locked(asset: Asset) -> Asset:
    """As it is now; for actions, inside their transaction. ValidationError where it has ended."""
    rows = Asset.objects.select_for_update(of=("self",)).select_related("kind")
    asset = rows.get(pk=asset.pk)
    refuse_if(asset.ended_on, _("This asset has ended; its record can only be read."))
    return asset


def enter_state(asset: Asset, state: str, *, since: date, reason: str, by: User) -> None:
    """The state and its line in the history; for actions, inside their transaction."""
    StateEntry.objects.create(asset=asset, state=state, since=since, reason=reason.strip(), by=by)
    asset.state, asset.confirmed_on = state, timezone.localdate()
    asset.save(update_fields=("state", "confirmed_on"))


def next_number(code: str) -> str:
    """Of the county: its six digits and a running number; whoever asks next waits for this one."""
    county = code[:6]
    Division.objects.select_for_update().get(pk=county.ljust(12, "0"))
    taken = Asset.objects.filter(county=county, number__regex=rf"^{county}-\d{{6}}$")
    last = taken.order_by("-number").values_list("number", flat=True).first()
    return f"{county}-{int(last[-6:]) + 1 if last else 1:06d}"


def wear(asset: Asset, rule: DepreciationRule | None) -> None:
    """What the rule says of how it loses its value; without one it keeps it."""
    asset.life_months, percent = (
        (rule.life_months, rule.residual_percent) if rule else (None, Decimal(0))
    )
    asset.residual_value = (asset.original_value * percent / 100).quantize(FEN, ROUND_HALF_UP)
