"""A department's own key, and the people of its area under it.

With it neither side hands over its list: the department asks by hashes that only it can make, and
learns only of those it asked for.
"""

from django.db import models
from django.utils import timezone

from accounts.models import User
from monitoring.feeds.clients.models import Client
from monitoring.registry.models import Member


class MatchKey(models.Model):
    client = models.OneToOneField(Client, models.CASCADE, related_name="match_key")
    cipher = models.BinaryField()  # accounts.personal.encrypt of the key in hex
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)  # since when everybody of the area is hashed


class HashedMember(models.Model):
    """HMAC-SHA256 of a member's 18-character ID number under a client's key."""

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(Client, models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(
        Member, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    hash = models.BinaryField()

    class Meta:
        indexes = (
            models.Index(fields=("client", "hash"), name="hashed_by_client"),
            models.Index(fields=("member",), name="hashed_by_member"),
        )
