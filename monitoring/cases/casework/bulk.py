"""Many cases in one act: each row stands or falls by itself, and says which."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from monitoring.cases.casework.models import Case, CaseStep

Decide = Callable[[CaseStep], Case]


@dataclass(frozen=True)
class Result:
    step: CaseStep
    sentence: str = ""  # why it was not decided; empty where it was

    @property
    def is_done(self) -> bool:
        return not self.sentence


def decide_each(decisions: Iterable[tuple[CaseStep, Decide]]) -> list[Result]:
    """A refused row changes nothing of its own and leaves the others alone."""
    return [_one(step, decide) for step, decide in decisions]


def _one(step: CaseStep, decide: Decide) -> Result:
    try:
        with transaction.atomic():
            decide(step)
    except ValidationError as error:
        return Result(step, " ".join(error.messages))
    except PermissionDenied:
        return Result(step, _("This step is not yours to decide."))
    return Result(step)
