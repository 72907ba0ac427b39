"""Who can be sent to a household."""

from django.db.models import QuerySet

from accounts.models import Post, User
from accounts.permissions import MAY
from accounts.querysets import holding
from accounts.scope import areas, inside


def visitors(user: User, permission: str) -> QuerySet[User]:
    """Whoever may visit somewhere in the area where `user` holds the permission."""
    places = inside(areas(user, MAY[permission]))
    posts = Post.objects.current().filter(places, role__in=sorted(MAY["cases.visit"]))
    return User.objects.filter(holding(posts), is_active=True).order_by("full_name", "username")
