"""Whose measures somebody reports: a department those it pays, who pays all of them any."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import Division, Post, User
from accounts.permissions import MAY, roles
from accounts.posts import held
from assistance.catalogue.models import Measure, Terms

PERMISSION = "deliveries.report"
OF_ALL = MAY[PERMISSION] - {Post.Role.DEPARTMENT}


def departments_of(user: User) -> Collection[str] | None:
    """None for those who report for every department."""
    if roles(user) & OF_ALL:
        return None
    return {post.department for post in held(user) if post.role == Post.Role.DEPARTMENT}


def paid_by(measures: QuerySet[Measure], user: User, area: Division) -> QuerySet[Measure]:
    """Those that the user's department pays today."""
    departments = departments_of(user)
    if departments is None:
        return measures
    terms = Terms.objects.in_force(timezone.localdate(), area.code)
    own = terms.filter(measure=OuterRef("pk"), paying_department__in=departments)
    return measures.filter(Exists(own))
