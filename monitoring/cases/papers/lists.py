import re
from functools import partial
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from accounts.scope import visible
from monitoring.cases.papers.forms import LeafletFilter, PaperFilter
from monitoring.cases.papers.models import Paper
from monitoring.cases.papers.sheets import paper_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer
from monitoring.lists.sheets import household_table
from monitoring.registry import listing
from monitoring.registry.models import Household
from monitoring.registry.querysets import HouseholdQuerySet, cleaned

NUMBER = re.compile(r"(\d{6})-(20\d\d)-(\d{1,9})")  # as Paper.number


def _seen(user: Viewer) -> QuerySet[Paper]:
    return visible(Paper, user)


def _for_list(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    return papers.select_related("division__parent__parent", "household", "by").defer("blocks")


def _search(user: User, text: str) -> dict[str, Any]:
    """By its own number, else by the household it is about."""
    number = NUMBER.fullmatch(cleaned(text))
    if number:
        return {"paper": number.groups(), "said": number.group()}
    return listing.search(user, text)


def _households(user: Viewer) -> HouseholdQuerySet:
    seen = cast("HouseholdQuerySet", visible(Household, user))
    return seen.status(Household.Status.ACTIVE)


def _with_places(households: HouseholdQuerySet) -> HouseholdQuerySet:
    return households.select_related("division__parent")


PAPERS = Listing(
    name="papers",
    page="papers:list",
    title=_("Papers"),
    counted=ngettext_lazy("%(number)s paper", "%(number)s papers", "count"),
    view="cases.view",
    export="cases.export",
    filter=PaperFilter,
    seen=_seen,
    for_list=_for_list,
    table=paper_table,
    search=_search,
    searched_by=_("Number of the paper, or the household it is about"),
)
LEAFLETS = Listing(
    name="leaflets",
    page="papers:leaflets",
    title=_("Still without the leaflet"),
    counted=ngettext_lazy("%(number)s household", "%(number)s households", "count"),
    view="cases.view",
    export="cases.export",
    filter=LeafletFilter,
    seen=_households,
    for_list=_with_places,
    table=partial(household_table, _("Still without the leaflet")),
)
