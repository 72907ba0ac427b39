"""Every route of the REST API, in one list."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from monitoring.screening.api import household_flags

app_name = "api"

urlpatterns = [
    path("households/<str:code>/flags/", household_flags, name="household-flags"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]
