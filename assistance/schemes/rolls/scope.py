"""What a department office sees of rolls: its own, in its area."""

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.scope import areas, inside, of_offices
from assistance.schemes.rolls.models import Entry, RollDifference
from monitoring.feeds.records.senders import feeds_of


def rolls_of_department(model: type[Model], user: User) -> Q | None:
    """For accounts.scope."""
    if model is RollDifference:
        return of_offices(user)
    if model is Entry:
        place = inside(areas(user, [Post.Role.DEPARTMENT]), Entry.area_field)
        return place & Q(feed__in=feeds_of(user))
    return None
