"""What each roll means, and which somebody sends, with the page that takes their workbook."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.rolls.models import Roll
from assistance.schemes.rolls.querysets import FEEDS_OF_ROLLS
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.records.senders import PERMISSION, feeds_of


def sent_by(user: User) -> list[Feed]:
    if not may(user, PERMISSION):
        return []
    own = feeds_of(user)
    return [FEEDS[code] for code in FEEDS_OF_ROLLS if code in own]


def rolls_ever() -> QuerySet[Roll]:
    return Roll.objects.select_related("measure")
