"""What a stock-take waits for, for the page of what is to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assets.stocktake.actions import COUNT
from assets.stocktake.differences.actions import CHECK, DECIDE
from assets.stocktake.differences.models import StockDifference
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
    url, found = reverse("stock-differences:list"), StockDifference.objects
    checked = found.to_check().filter(inside(areas(user, MAY[CHECK])))
    decided = found.to_decide().filter(inside(areas(user, MAY[DECIDE])))
    return [
        Group(_("Differences to check"), checked.count(), 0, f"{url}?state=explained"),
        Group(_("Differences to decide"), decided.count(), 0, f"{url}?state=checked"),
    ]
