"""What takes long to count is kept for a few minutes: the page and its export say the same."""

from functools import partial

from accounts.models import Division
from assets.overview.whole import Whole, counted
from monitoring.kept import Kept, kept
from monitoring.lists.places import Viewer

MANY = 10_000  # assets; where there are more, they are counted every five minutes


def known(user: Viewer, area: Division) -> Kept[Whole]:
    return kept(
        f"assets:{area.code}", user, partial(counted, user, area),
        large=lambda whole: whole.total.sums.count > MANY,
    )  # fmt: skip
