"""What assistance tells the slices below, and its parts each other; called once as it starts.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from accounts import scope
from assistance.awards.models import Award
from assistance.catalogue import shipped
from assistance.deliveries.models import Delivery
from assistance.deliveries.scope import own_payments
from assistance.schemes.posts import limits as post_ages
from assistance.schemes.posts.lists import ENGAGEMENTS, POSITIONS
from assistance.schemes.posts.models import Engagement
from monitoring.cases.casework import following
from monitoring.lists import declared as lists


def declare() -> None:
    following.followers.extend((Award, Delivery))
    scope.register(own_payments)
    lists.declare(POSITIONS, ENGAGEMENTS)
    following.followers += [Award, Engagement]


def install() -> None:
    """Put the measures that ship with the application in force, once."""
    shipped.install()
    post_ages.install()
