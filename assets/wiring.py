"""What assets tell the applications below, and their parts each other; called once as it starts.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from accounts import scope
from assets.ledger import shipped
from assets.ledger.lists import ASSETS, PROJECTS
from assets.ledger.scope import common_rules
from monitoring.lists import declared as lists


def declare() -> None:
    scope.register(common_rules)
    lists.declare(ASSETS, PROJECTS)


def install() -> None:
    """Put the sub-classes and rules that ship with the application in force, once."""
    shipped.install()
