"""Up to five risks of a household, in their order: which are suggested, and what each needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.criteria.models import Criterion
from monitoring.registry.choices import Health, Risk
from monitoring.registry.models import Household
from monitoring.screening.models import Flag

MOST = 5
DISASTERS = ("洪涝", "地质", "旱灾", "生物", "气象", "地震", "其他")
ILL = {Health.CHRONIC.value, Health.SERIOUS.value}

# {"risk": "因自然灾害", "sub_item": "洪涝", "remark": ""}, as Episode.risks keeps them.
Given = Mapping[str, str]


@dataclass(frozen=True)
class Suggestion:
    risk: str
    ground: str

    @property
    def label(self) -> str:
        return str(Risk(self.risk).label)


def check(risks: Sequence[Given]) -> None:
    """ValidationError with every sentence that is to be said."""
    named = [given["risk"] for given in risks]
    problems = [sentence for given in risks for sentence in _wrong_with(given)]
    if not named:
        problems.append(_("Name at least one risk."))
    if len(named) > MOST:
        problems.append(_("Name at most five risks."))
    if len(set(named)) < len(named):
        problems.append(_("Name each risk once."))
    if problems:
        raise ValidationError(problems)


def suggested(household: Household) -> list[Suggestion]:
    """By the open flags first, then by the facts; each risk once."""
    found: dict[str, Suggestion] = {}
    for risk, ground in (*_by_flags(household), *_by_people(household), *_by_house(household)):
        found.setdefault(risk, Suggestion(risk, ground))
    return list(found.values())[:MOST]


def _wrong_with(given: Given) -> Iterator[str]:
    disaster = given["risk"] == Risk.DISASTER
    if disaster and given["sub_item"] not in DISASTERS:
        yield _("Say which kind of natural disaster it was.")
    if not disaster and given["sub_item"]:
        yield _("Only a natural disaster has a kind.")
    if given["risk"] == Risk.OTHER and not given["remark"].strip():
        yield _("“Other” needs a remark that says what the risk is.")


def _by_flags(household: Household) -> Iterator[tuple[str, str]]:
    flags = list(Flag.objects.filter(household=household, cleared_on=None).order_by("urgency"))
    criteria = Criterion.objects.filter(
        version__in={flag.version_id for flag in flags}, code__in={flag.criterion for flag in flags}
    ).exclude(risk="")
    by_key = {(each.version_id, each.code): each for each in criteria}
    for flag in flags:
        if criterion := by_key.get((flag.version_id, flag.criterion)):
            yield criterion.risk, _("Flag “%(name)s”") % {"name": criterion.name}


def _by_people(household: Household) -> Iterator[tuple[str, str]]:
    for member in household.members.active().head_first():
        health = set(member.health or ())
        if health & ILL:
            yield Risk.ILLNESS, f"{member.name}：{'、'.join(sorted(health & ILL))}"
        if Health.DISABLED in health:
            yield Risk.DISABILITY, f"{member.name}：{Health.DISABLED.label}"


def _by_house(household: Household) -> Iterator[tuple[str, str]]:
    conditions = getattr(household, "conditions", None)
    if conditions and (conditions.dangerous_house or conditions.house_grade in ("C", "D")):
        yield Risk.HOUSING, _("Dangerous house")
    if conditions and conditions.safe_water is False:
        yield Risk.WATER, _("No safe drinking water")
