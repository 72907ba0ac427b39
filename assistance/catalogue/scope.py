"""Who sees which measures and terms: the common ones, and those of counties their posts lie in."""

from typing import cast

from django.db.models import Model, Q

from accounts.models import User
from accounts.scope import visible
from assistance.catalogue.models import Measure, Terms
from assistance.catalogue.querysets import TermsQuerySet
from monitoring.criteria.scope import common_or_own


def terms_seen(model: type[Model], user: User) -> Q | None:
    """For accounts.scope: measures and terms beyond those inside one's area."""
    return common_or_own(user, "criteria.view") if model in (Measure, Terms) else None


def terms_seen_by(user: User) -> TermsQuerySet:
    return cast("TermsQuerySet", visible(Terms, user))
