"""The values of a project as texts and back; the money of a source under the name of its column."""

from datetime import date
from decimal import Decimal
from typing import Any

from assets.ledger.changed import text
from assets.ledger.funding import SOURCES, read, told
from assets.ledger.models import Project

WRITTEN = ("name", "year", "document", "contract_sum", "builder", "accepted_on")


def said(project: Project, name: str) -> str:
    if name in SOURCES:
        return told(project.gave.get(SOURCES[name], {}))
    return text(getattr(project, name))


def put(project: Project, name: str, value: Any) -> None:
    if name in SOURCES:
        project.gave[SOURCES[name]] = value
    else:
        setattr(project, name, value)


def say(project: Project, name: str, words: str) -> None:
    """What `said` told."""
    if name in SOURCES:
        put(project, name, read(words, project.year))
    elif name == "year":
        put(project, name, int(words))
    elif name == "contract_sum":
        put(project, name, Decimal(words) if words else None)
    elif name == "accepted_on":
        put(project, name, date.fromisoformat(words) if words else None)
    else:
        put(project, name, words)
