"""Who sees which criteria: the common ones, and those of counties their posts lie in."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from accounts.models import Division, Post, User
from accounts.permissions import MAY, may, roles
from accounts.scope import areas, inside
from monitoring.criteria.models import Criterion, ParameterValue, Version
from monitoring.criteria.querysets import county_code

EVERYTHING = Q(pk__isnull=False)


def rule(model: type[Model], user: User) -> Q | None:
    """For accounts.scope: versions and parameter values beyond those inside one's area."""
    if model not in (Version, ParameterValue, Criterion):
        return None
    return common_or_own(
        user, "criteria.view", "version__county" if model is Criterion else "county"
    )


def common_or_own(user: User, permission: str, county: str = "county") -> Q | None:
    """Rows that hold everywhere, and those of the counties where the user has `permission`.

    `county` names the column, which is empty in what holds everywhere.
    """
    if not may(user, permission):
        return None
    if Post.Role.ADMIN in roles(user):
        return EVERYTHING
    counties = {county_code(area.code) for area in areas(user, MAY[permission])}
    return Q(**{county: None}) | Q(**{f"{county}__in": counties})


def may_here(user: User, permission: str, county: Division | None) -> bool:
    """In a county of one's own, or for everyone where the role reaches that far."""
    if county is None:
        return may(user, "criteria.common")
    return may(user, permission, county.code)


def require_here(user: User, permission: str, county: Division | None) -> None:
    if not may_here(user, permission, county):
        raise PermissionDenied


def counties_of(user: User) -> QuerySet[Division]:
    """The counties for which the user may write."""
    counties = Division.objects.filter(level=Division.Level.COUNTY)
    if Post.Role.ADMIN in roles(user):
        return counties
    return counties.filter(inside(areas(user, MAY["criteria.change"]), "code"))


def require_writer(version: Version, user: User) -> None:
    """Only who drafted a version changes it: whoever releases it then has written nothing."""
    require_here(user, "criteria.change", version.county)
    if version.made_by_id != user.pk:
        raise PermissionDenied
