"""Monitored households and their plans, as the tests of this part need them."""

from typing import Any

from assistance.catalogue.models import Measure
from assistance.plans import actions
from assistance.plans.models import Plan
from monitoring.cases.casework.models import Episode
from monitoring.indicators.models import HouseholdIndicators
from monitoring.registry.models import Household, Member
from tests import factories


def episode(of: Household | None = None, *, has_labour: bool = True, **fields: Any) -> Episode:
    of = of or factories.household()
    known = {"division_id": of.division_id, "has_labour": has_labour}
    HouseholdIndicators.objects.update_or_create(household=of, defaults=known)
    given = {"number": 1, "state": "monitored", "monitored_on": "2026-03-01"} | fields
    return Episode.objects.create(household=of, division_id=of.division_id, **given)


def plan(of: Episode | None = None, *measures: str, contact: str = "王支书") -> Plan:
    """A draft with these measures, each for the household or its first member."""
    of = of or episode()
    by = factories.user("village", of.division_id)
    made = actions.draft(of, by=by)
    if contact:
        actions.name_contact(made, by=by, contact=contact, contact_phone="13900000000")
    for code in measures:
        add(made, code)
    made.refresh_from_db()
    return made


def add(to: Plan, code: str, **fields: Any) -> Any:
    measure = Measure.objects.get(code=code)
    given: dict[str, Any] = {"responsible": "李农技", "phone": "13800000000", "member": None}
    if measure.per == Measure.Per.MEMBER:
        given["member"] = _first_member(to.household)
    by = factories.user("village", to.division_id)
    return actions.add(to, by=by, measure=measure, **(given | fields))


def submitted(of: Episode | None = None, *measures: str) -> Plan:
    made = plan(of, *(measures or ("industry-support",)))
    return actions.submit(made, by=factories.user("village", made.division_id))


def township(of: Plan) -> Any:
    return factories.user("township", f"{of.division_id[:9]}000")


def _first_member(household: Household) -> Member:
    return household.members.order_by("pk").first() or factories.member(household)
