"""Entering what shares can be held in, what a village holds, and that it holds it no more."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.ledger.lasting import ended
from assets.organisations.holdings.models import Holding, Venture
from monitoring.registry.act import refuse_if, refuse_if_to_come

KEEP = "assets.register"
KEEP_VENTURES = "ventures.keep"
WHOLE = Decimal(100)


@transaction.atomic
def enter_venture(county: Division, *, by: User, **values: Any) -> Venture:
    require(by, KEEP_VENTURES, county.code)
    refuse_if(county.level != Division.Level.COUNTY, _("Choose a county."))
    venture = Venture(county=county, by=by, **values)
    venture.full_clean()
    asset = venture.asset
    refuse_if(
        asset and asset.division_id[:6] != county.code[:6],
        _("This asset belongs to another county."),
    )
    save_or_say(venture, force_insert=True)
    audit.record(Event.VENTURE_ENTERED, by=by, division_code=county.code, subject=venture)
    return venture


@transaction.atomic
def hold(
    venture: Venture, village: Division, *, by: User, starts_on: date, percent: Decimal,
    **values: Any,
) -> Holding:  # fmt: skip
    """From that day on. ValidationError where all holders together would pass the whole."""
    require(by, KEEP, village.code)
    refuse_if(village.level != Division.Level.VILLAGE, _("Choose a village."))
    refuse_if(village.code[:6] != venture.county_id[:6], _("Choose one of the same county."))
    refuse_if_to_come(starts_on)
    # The parts are added up: nobody else may add one meanwhile.
    venture = Venture.objects.select_for_update().get(pk=venture.pk)
    left = WHOLE - venture.holdings.all().most_from(starts_on)
    refuse_if(
        percent > left,
        _("Only %(left)s %% are free from that day on.") % {"left": f"{left.normalize():f}"},
    )
    holding = Holding(
        venture=venture, division=village, starts_on=starts_on, percent=percent, by=by, **values
    )
    holding.full_clean()
    holding.save(force_insert=True)
    _record(Event.HOLDING_ENTERED, holding, by)
    return holding


@transaction.atomic
def end(holding: Holding, *, by: User, ends_on: date) -> None:
    require(by, KEEP, holding.division_id)
    holding = ended(holding, ends_on, _("This share is held no more already."))
    _record(Event.HOLDING_ENDED, holding, by)


def _record(event: Event, holding: Holding, by: User) -> None:
    code, percent = holding.division_id, str(holding.percent)
    audit.record(event, by=by, division_code=code, subject=holding, percent=percent)
