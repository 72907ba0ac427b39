from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from monitoring.feeds.webhooks.models import News

Base = serializers.Serializer[Any]


class RegisterSerializer(Base):
    url = serializers.CharField(
        max_length=500, help_text=_("https address that everybody can reach, without a fragment")
    )
    news = serializers.ListField(
        child=serializers.ChoiceField(News.choices), min_length=1, max_length=20
    )


class WebhookSerializer(Base):
    id = serializers.IntegerField()
    url = serializers.CharField()
    news = serializers.ListField(child=serializers.ChoiceField(News.choices))
    made_at = serializers.DateTimeField()
    waiting = serializers.IntegerField(help_text=_("Deliveries on their way"))
    dead = serializers.IntegerField(help_text=_("Deliveries given up"))
    last_delivered = serializers.DateTimeField(allow_null=True)


class WebhooksSerializer(Base):
    webhooks = WebhookSerializer(many=True)


class RegisteredSerializer(Base):
    id = serializers.IntegerField()
    secret = serializers.CharField(help_text=_("Key of the signatures; told this once"))
