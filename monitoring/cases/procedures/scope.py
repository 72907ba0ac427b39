"""Who sees which procedures: the common ones, and those of counties their posts lie in."""

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.permissions import MAY, may, roles
from accounts.scope import areas
from monitoring.cases.procedures.models import Procedure
from monitoring.criteria.querysets import county_code

EVERYTHING = Q(pk__isnull=False)


def rule(model: type[Model], user: User) -> Q | None:
    """For accounts.scope: procedures beyond those inside one's area."""
    if model is not Procedure or not may(user, "procedures.view"):
        return None
    if Post.Role.ADMIN in roles(user):
        return EVERYTHING
    counties = {county_code(area.code) for area in areas(user, MAY["procedures.view"])}
    return Q(county=None) | Q(county__in=counties)
