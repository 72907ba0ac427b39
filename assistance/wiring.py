"""What assistance tells the slices below, and its parts each other; called once as it starts.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from assistance.awards.models import Award
from assistance.catalogue import shipped
from monitoring.cases.casework import following


def declare() -> None:
    following.followers.append(Award)


def install() -> None:
    """Put the measures that ship with the application in force, once."""
    shipped.install()
