"""Who sees which criteria: the common ones, and those of counties their posts lie in."""

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.permissions import MAY, may, roles
from accounts.scope import areas
from monitoring.criteria.models import ParameterValue, Version
from monitoring.criteria.querysets import county_code

EVERYTHING = Q(pk__isnull=False)


def rule(model: type[Model], user: User) -> Q | None:
    """For accounts.scope: versions and parameter values beyond those inside one's area."""
    if model not in (Version, ParameterValue) or not may(user, "criteria.view"):
        return None
    if Post.Role.ADMIN in roles(user):
        return EVERYTHING
    counties = {county_code(area.code) for area in areas(user, MAY["criteria.view"])}
    return Q(county=None) | Q(county__in=counties)
