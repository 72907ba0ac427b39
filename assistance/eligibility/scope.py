"""Whose findings a department office sees: those of the measures it pays, in its area."""

from django.db.models import Model, Q

from accounts.models import User
from accounts.scope import of_offices
from assistance.eligibility.models import Finding


def findings_of_department(model: type[Model], user: User) -> Q | None:
    """For accounts.scope."""
    return of_offices(user) if model is Finding else None
