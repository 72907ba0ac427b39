"""Who sees which rules of depreciation: the common ones, and those of their counties."""

from django.db.models import Model, Q

from accounts.models import User
from assets.ledger.models import DepreciationRule
from monitoring.criteria.scope import common_or_own


def common_rules(model: type[Model], user: User) -> Q | None:
    """For accounts.scope."""
    return common_or_own(user, "procedures.view") if model is DepreciationRule else None
