"""Every route of the REST API, in one list."""

from django.contrib.auth.decorators import login_required
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from assets.changes.api import assets
from assistance.deliveries.reports import api as delivery_api
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.changes import api as changes
from monitoring.feeds.clients.api import token
from monitoring.feeds.matches.api import matches
from monitoring.feeds.outcomes.api import record_outcomes
from monitoring.feeds.records.api import push_view
from monitoring.feeds.tasks import api as task_api
from monitoring.feeds.webhooks import api as webhooks
from monitoring.screening.api import household_flags

app_name = "api"

urlpatterns = [
    path("token/", token, name="token"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("households/", changes.households, name="households"),
    path("members/", changes.members, name="members"),
    path("flags/", changes.flags, name="flags"),
    path("cases/", changes.cases, name="cases"),
    path("assets/", assets, name="assets"),
    path("households/<str:code>/flags/", household_flags, name="household-flags"),
    path("outcomes/", record_outcomes, name="outcomes"),
    path("matches/", matches, name="matches"),
    *(
        path(f"feeds/{code}/records/", push_view(feed), name=f"push-{code}")
        for code, feed in FEEDS.items()
    ),
    path("deliveries/", delivery_api.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/reversal/", delivery_api.reverse, name="reverse-delivery"),
    path("tasks/", task_api.tasks, name="tasks"),
    path("tasks/<int:pk>/reply/", task_api.reply, name="reply-task"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        login_required(
            SpectacularSwaggerSplitView.as_view(
                url_name="api:schema", template_name="config/api_docs.html"
            )
        ),
        name="docs",
    ),
]
