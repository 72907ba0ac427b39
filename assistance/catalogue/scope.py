"""Who sees which terms: the common ones, and those of counties their posts lie in."""

from typing import cast

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.permissions import MAY, may, roles
from accounts.scope import areas, visible
from assistance.catalogue.models import Terms
from assistance.catalogue.querysets import TermsQuerySet
from monitoring.criteria.querysets import county_code
from monitoring.criteria.scope import EVERYTHING


def terms_seen(model: type[Model], user: User) -> Q | None:
    if model is not Terms or not may(user, "criteria.view"):
        return None
    if Post.Role.ADMIN in roles(user):
        return EVERYTHING
    counties = {county_code(area.code) for area in areas(user, MAY["criteria.view"])}
    return Q(county=None) | Q(county__in=counties)


def terms_seen_by(user: User) -> TermsQuerySet:
    return cast("TermsQuerySet", visible(Terms, user))
