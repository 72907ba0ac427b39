"""The list of households as one person filtered it: the same rows on the page and in an export."""

from collections.abc import Mapping
from typing import Any, cast

from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.personal import mask
from accounts.scope import areas, visible
from monitoring.registry.models import Household
from monitoring.registry.pairings import paired_villages
from monitoring.registry.querysets import HouseholdQuerySet, cleaned, is_number

# A name is not unique, an id is.
MOST_IDS = 200  # that one phone number can sensibly lead to
ORDERS = {"area": ("division_id", "code"), "name": ("county", "head_name", "id")}


def households(user: User, filters: Mapping[str, Any]) -> HouseholdQuerySet:
    """Visible households by the values of `FilterForm` and, under `search`, of the search."""
    rows = cast("HouseholdQuerySet", visible(Household, user))
    rows = rows.status(filters.get("status") or Household.Status.ACTIVE)
    if code := filters.get("division"):
        rows = rows.within(Division.objects.filter(code=code))
    if kind := filters.get("type"):
        rows = rows.filter(household_type=kind)
    if state := filters.get("monitored"):
        rows = rows.monitoring(state)
    if risk := filters.get("risk"):
        rows = rows.with_risk(risk)
    if filters.get("sort") == "name":
        rows = rows.in_counties_of(places(user))
    rows = _flagged(rows, filters)
    if sought := filters.get("search"):
        rows = found(rows, sought, user)
    return rows


def exportable(user: User, filters: Mapping[str, Any], *, in_full: bool) -> HouseholdQuerySet:
    """Those of the list that the user may take along, with numbers in full where that is asked."""
    rows = households(user, filters).within(areas(user, MAY["households.export"]))
    return rows.within(areas(user, MAY["households.unmask"])) if in_full else rows


def search(user: User, text: str) -> dict[str, Any]:
    """What a search finds, as the session keeps it: ids for a number, which is forgotten; a name.

    `said` is what the page may show of it.
    """
    wanted = cleaned(text)
    if not is_number(wanted):
        return {"name": wanted, "said": wanted}
    rows = cast("HouseholdQuerySet", visible(Household, user)).with_number(wanted)
    return {"ids": list(rows.values_list("pk", flat=True)[:MOST_IDS]), "said": mask(wanted)}


def places(user: User) -> list[Division]:
    """Where the user's households are: the areas of posts, a helper's villages."""
    return [*areas(user), *paired_villages(user)]


def _flagged(rows: HouseholdQuerySet, filters: Mapping[str, Any]) -> HouseholdQuerySet:
    severity, criterion = filters.get("severity"), filters.get("criterion")
    if not (severity or criterion):
        return rows
    narrowed = {"severity": severity, "criterion": criterion}
    return rows.flagged(**{k: v for k, v in narrowed.items() if v and v != "any"})


def found(rows: HouseholdQuerySet, sought: Mapping[str, Any], user: User) -> HouseholdQuerySet:
    """Those of `rows` that a search has found."""
    if "name" in sought:
        return rows.with_name(sought["name"], places(user))
    return rows.filter(pk__in=sought["ids"])
