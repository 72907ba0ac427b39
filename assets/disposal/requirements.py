"""What a disposal has to have by the rules of today, and what it still lacks of that."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Division
from assets.disposal.choices import PAID_WAYS, TAKEN_WAYS, Act, Tier, Way
from assets.disposal.models import Disposal, Requirement
from assets.disposal.querysets import RequirementQuerySet
from assets.files.models import AssetFile
from assets.income.receipts.models import Receipt
from assets.income.receipts.querysets import ReceiptQuerySet
from assets.ledger.choices import AssetClass
from assets.ledger.depreciation import net_value
from assets.ledger.models import Asset
from assets.rights.models import Right
from monitoring.registry.quantities import ZERO

TIERS = {
    Division.Level.VILLAGE.value: Tier.VILLAGE,
    Division.Level.TOWNSHIP.value: Tier.SEVERAL,
    Division.Level.COUNTY.value: Tier.COUNTY,
}


def tier(asset: Asset, day: date) -> Tier:
    """By its class and its owner on the day; where nobody is entered, by its place."""
    if asset.asset_class == AssetClass.HOUSEHOLD:
        return Tier.HOUSEHOLD
    state_owned = asset.rights.on(day).filter(
        kind=Right.Kind.OWNERSHIP, holder_kind=Right.Holder.STATE
    )
    return Tier.COUNTY if state_owned.exists() else TIERS[asset.division.level]


def required(disposal: Disposal) -> Requirement | None:
    """By the rules of today; of what was carried out, by those of then."""
    if disposal.requirement:
        return disposal.requirement
    asset, today = disposal.asset, timezone.localdate()
    return Requirement.objects.in_force(
        act=disposal.act, asset_class=asset.asset_class, tier=tier(asset, today),
        worth=net_value(asset, today), day=today, code=asset.division_id,
    )  # fmt: skip


def ever() -> RequirementQuerySet:
    """Every rule there was."""
    return Requirement.objects.for_list()


def lacking(disposal: Disposal, rule: Requirement | None) -> list[str]:
    """A sentence for each thing; nothing is carried out before there is none."""
    if rule is None:
        return [
            _("Nobody has entered what this needs here. Ask the administrator to enter the rule.")
        ]
    return [*_terms(disposal), *_appraisal(disposal, rule), *_decision(disposal, rule),
            *_notice(disposal, rule), *_outside(disposal)]  # fmt: skip


def _terms(disposal: Disposal) -> Iterator[str]:
    if disposal.way in TAKEN_WAYS and not (disposal.taker and disposal.taker_kind):
        yield _("Who takes it over, with the kind.")
    if disposal.act == Act.OPERATION and not disposal.document:
        yield _("The contract or document by which the new operator has it.")
    if disposal.way in PAID_WAYS and disposal.price is None:
        yield _("The price.")


def _appraisal(disposal: Disposal, rule: Requirement) -> Iterator[str]:
    if not rule.needs_appraisal:
        return
    if disposal.appraised is None or _missing(disposal.appraisal):
        yield _("The appraisal of value, with its amount.")
    elif disposal.way in PAID_WAYS and (disposal.price or ZERO) < disposal.appraised:
        if not rule.may_be_below:
            yield _("The price is below the appraised value, which is not allowed.")
        elif not disposal.below_because:
            yield _("The price is below the appraised value: say why.")


def _decision(disposal: Disposal, rule: Requirement) -> Iterator[str]:
    if rule.needs_decision and (disposal.decided_on is None or _missing(disposal.decision)):
        yield _("The record of the democratic decision, with its day.")
    if disposal.decided_on and disposal.decided_on > timezone.localdate():
        yield _("The day of the democratic decision is in the future.")


def _notice(disposal: Disposal, rule: Requirement) -> Iterator[str]:
    if not rule.notice_days:
        return
    first, last = disposal.notice_from, disposal.notice_until
    if not (first and last) or _missing(disposal.notice):
        yield _("The public notice, with its days.")
    elif (last - first).days + 1 < rule.notice_days:
        days = rule.notice_days
        yield ngettext(
            "The notice has to hang for at least %(days)s day.",
            "The notice has to hang for at least %(days)s days.",
            days,
        ) % {"days": days}
    elif last >= timezone.localdate():
        yield _("The notice hangs until %(day)s. Wait until it is over.") % {"day": last}


def _outside(disposal: Disposal) -> Iterator[str]:
    if disposal.act == Act.DISPOSAL and disposal.asset.investments.open().exists():
        yield _("The principal that is still outside has to come back first.")


def _missing(paper: AssetFile | None) -> bool:
    return paper is None or paper.withdrawn_at is not None


def proceeds(disposal: Disposal) -> ReceiptQuerySet:
    """What came of the price, each with the distribution that gives it to a permitted use."""
    came = Receipt.objects.live().filter(asset=disposal.asset_id, kind=Receipt.Kind.PROCEEDS)
    return came.select_related("distribution__division").order_by("received_on", "pk")


def ways(asset: Asset) -> list[Way]:
    """That fit its class."""
    if asset.asset_class == AssetClass.PUBLIC or asset.kind.is_equity:
        return [way for way in Way if way not in (Way.OPERATOR, Way.MODE)]
    return list(Way)
