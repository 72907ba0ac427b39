"""What is asked and told at the token address: OAuth's own words (RFC 6749), for any library."""

from typing import Any

from rest_framework import serializers

Base = serializers.Serializer[Any]


class TokenRequestSerializer(Base):
    grant_type = serializers.ChoiceField(["client_credentials"])
    client_id = serializers.CharField(required=False)
    client_secret = serializers.CharField(required=False)
    scope = serializers.CharField(required=False)


class TokenSerializer(Base):
    access_token = serializers.CharField()
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField()
    scope = serializers.CharField()


class TokenErrorSerializer(Base):
    error = serializers.CharField()
    error_description = serializers.CharField(required=False)
    message = serializers.CharField()
