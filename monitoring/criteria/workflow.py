"""The steps of what needs a second person: versions, parameter values, terms of measures. The only
writer of their `state`.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from monitoring.criteria.models import Version

State = Version.State


class Written(Protocol):
    """A row that one person writes and a second one releases, with a `state` of these."""

    pk: Any

    @property
    def made_by_id(self) -> int | None: ...

    def refresh_from_db(self) -> None: ...


@dataclass(frozen=True)
class Step:
    before: frozenset[str]
    after: str
    second_person: bool = False


SUBMIT = Step(frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED)
RELEASE = Step(frozenset({State.SUBMITTED}), State.RELEASED, second_person=True)
RETURN = Step(frozenset({State.SUBMITTED}), State.RETURNED)


def advance(row: Written, step: Step, *, by: User, **values: Any) -> None:
    """Move the row one step, writing `values` with it.

    One conditional UPDATE: of two people who press at once, the second finds the state gone.
    """
    if step.second_person and row.made_by_id == by.pk:
        raise ValidationError(_("A second person has to release what the first one wrote."))
    rows: Any = type(row)
    waiting = rows._default_manager.filter(pk=row.pk, state__in=step.before)
    if waiting.update(state=step.after, **values) != 1:
        raise ValidationError(_("Somebody else has decided this meanwhile. Look at it again."))
    row.refresh_from_db()
