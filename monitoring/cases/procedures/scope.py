"""Who sees which procedures: the common ones, and those of counties their posts lie in."""

from django.db.models import Model, Q

from accounts.models import User
from monitoring.cases.procedures.models import Procedure
from monitoring.criteria.scope import common_or_own


def rule(model: type[Model], user: User) -> Q | None:
    """For accounts.scope: procedures beyond those inside one's area."""
    return common_or_own(user, "procedures.view") if model is Procedure else None
