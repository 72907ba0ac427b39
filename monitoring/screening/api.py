from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import require
from accounts.scope import get_visible_or_404
from monitoring.registry.models import Household
from monitoring.rest.queries import asked
from monitoring.screening.explain import explain
from monitoring.screening.seen import effects_seen_by
from monitoring.screening.serializers import ExplanationSerializer


@extend_schema(
    operation_id="household_flags",
    summary=_("The open flags of one household with their reasons, for who is signed in"),
    responses=ExplanationSerializer,
)
@api_view(["GET"])
def household_flags(request: Request, code: str) -> Response:
    """The open flags of one household of your area, each with its reasons.

    For pages and scripts of people. A program reads `/flags/?household=CODE&state=open`.
    """
    asked(request)
    require(request.user, "households.view")
    household = get_visible_or_404(Household, request.user, code=code)
    explanation = explain(household, effects_seen_by(request.user))
    return Response(ExplanationSerializer(explanation).data)
