"""Figures of a place as a workbook, each declared once; a page of figures is no list of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Division, User
from monitoring.exchange.writing import Table


@dataclass(frozen=True)
class Figures:
    name: str  # in addresses, jobs and the audit
    title: Any
    permission: str  # to have them as a workbook
    tables: Callable[[User, Division], Sequence[Table]]  # as far as the user sees the place


figures: dict[str, Figures] = {}


def declare(*declared: Figures) -> None:
    figures.update({each.name: each for each in declared})
