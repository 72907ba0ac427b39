from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.cases.casework.models import Episode
from monitoring.cases.ending.forms import CandidateFilter, LongWatchFilter
from monitoring.cases.ending.models import Candidate
from monitoring.cases.ending.querysets import without_labour
from monitoring.cases.ending.sheets import candidate_table, long_watch_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer

COUNTED = ngettext_lazy("%(number)s household", "%(number)s households", "count")


def _candidates(user: Viewer) -> QuerySet[Candidate]:
    return visible(Candidate, user)


def _told(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    return candidates.select_related("episode__household", "division__parent")


def _long_watched(user: Viewer) -> QuerySet[Episode]:
    return without_labour(visible(Episode, user))


def _episodes_told(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    return episodes.select_related("household", "division__parent")


CANDIDATES = Listing(
    name="candidates",
    page="endings:candidates",
    title=_("Ready to leave monitoring"),
    counted=COUNTED,
    view="cases.view",
    export="cases.export",
    filter=CandidateFilter,
    seen=_candidates,
    for_list=_told,
    table=candidate_table,
)
LONG_WATCH = Listing(
    name="long-watch",
    page="endings:long-watch",
    title=_("Long watch"),
    counted=COUNTED,
    view="cases.view",
    export="cases.export",
    filter=LongWatchFilter,
    seen=_long_watched,
    for_list=_episodes_told,
    table=long_watch_table,
)
