"""A helper's scope: the households paired with them today, in whichever village."""

from django.db.models import Model, Q

from accounts.models import Division, Post, User
from accounts.permissions import roles
from monitoring.registry.models import Household, Pairing


def paired(model: type[Model], user: User) -> Q | None:
    """Rows of households, and of whatever belongs to a household, for `accounts.scope`."""
    if Post.Role.HELPER not in roles(user):
        return None
    ids = Pairing.objects.current().filter(user=user).values("household_id")
    if model is Household:
        return Q(pk__in=ids)
    belongs = any(field.name == "household" for field in model._meta.fields)
    return Q(household_id__in=ids) if belongs else None


def paired_villages(user: User) -> list[Division]:
    """The villages of a helper's households."""
    if Post.Role.HELPER not in roles(user):
        return []
    current = Pairing.objects.current().filter(user=user)
    return list(Division.objects.filter(pk__in=current.values("household__division_id")))
