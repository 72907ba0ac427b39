"""Many rows of a list in one act: each row stands or falls by itself, and says which."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

Row = TypeVar("Row")


@dataclass(frozen=True)
class Result(Generic[Row]):
    row: Row
    sentence: str = ""  # why it was not decided; empty where it was

    @property
    def is_done(self) -> bool:
        return not self.sentence


def decide_each(decisions: Iterable[tuple[Row, Callable[[Row], object]]]) -> list[Result[Row]]:
    """A refused row changes nothing of its own and leaves the others alone."""
    return [_one(row, decide) for row, decide in decisions]


def _one(row: Row, decide: Callable[[Row], object]) -> Result[Row]:
    try:
        with transaction.atomic():
            decide(row)
    except ValidationError as error:
        return Result(row, " ".join(error.messages))
    except PermissionDenied:
        return Result(row, _("This is not yours to decide."))
    return Result(row)
