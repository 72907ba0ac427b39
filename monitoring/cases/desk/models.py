from django.db import models
from django.utils import timezone

from accounts.models import User


class NewsSeen(models.Model):
    """Until when a person has read what happened in their cases."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="news_seen")
    at = models.DateTimeField(default=timezone.now)
