"""What the parts of feeds tell the slices below; called once by the application."""

from monitoring.feeds.records import matching
from monitoring.feeds.updates import shipped
from monitoring.registry import changed


def declare() -> None:
    changed.listen(matching.find_people)


def install() -> None:
    """Put what ships with the application in force, once."""
    shipped.install()
