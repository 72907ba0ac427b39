"""What a stock-take waits for, for the page of what is to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import areas
from assets.stocktake.actions import COUNT
from assets.stocktake.differences.deciding import to_check, to_decide
from assets.stocktake.lists import lines_seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    return [*_lines(user), *_differences(user)]


def _lines(user: User) -> list[Group]:
    """Of a person's own places: what villages have left stands in the progress of the others."""
    own = [area.pk for area in areas(user, MAY[COUNT])]
    number = lines_seen_by(user).running().to_find().filter(division__in=own).count()
    return [Group(_("Assets to find in the stock-take"), number, 0, reverse("stocktake:list"))]


def _differences(user: User) -> list[Group]:
    """Of the level that has to look at them next."""
    url, checks, decides = reverse("stock-differences:list"), to_check(user), to_decide(user)
    return [
        Group(_("Differences to check"), checks.count(), 0, f"{url}?state=explained"),
        Group(_("Differences to decide"), decides.count(), 0, f"{url}?state=checked"),
    ]
