from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import home

urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("language/", login_not_required(set_language), name="set-language"),
    path("accounts/", include("accounts.urls")),
    path("imports/", include("monitoring.registry.census.urls")),
    path("households/", include("monitoring.registry.urls")),
    path("endings/", include("monitoring.cases.ending.urls")),
    path("desk/", include("monitoring.cases.desk.urls")),
    path("papers/", include("monitoring.cases.papers.urls")),
    path("meetings/", include("monitoring.cases.meetings.urls")),
    path("outcomes/", include("monitoring.feeds.outcomes.urls")),
    path("differences/", include("monitoring.feeds.updates.urls")),
    path("events/", include("monitoring.feeds.events.urls")),
    path("feeds/", include("monitoring.feeds.workbooks.urls")),
    path("tasks/", include("monitoring.feeds.tasks.urls")),
    path("jobs/", include("monitoring.jobs.urls")),
    path("catalogue/", include("assistance.catalogue.urls")),
    path("entitlement/", include("assistance.eligibility.urls")),
    path("lists/", include("monitoring.lists.urls")),
    path("criteria/", include("monitoring.criteria.urls")),
    path("procedures/", include("monitoring.cases.procedures.urls")),
    path("cases/", include("monitoring.cases.casework.urls")),
    path("visits/", include("monitoring.cases.visits.urls")),
    path("clues/", include("monitoring.cases.clues.urls")),
    path("declare/", include("monitoring.cases.clues.declare.urls")),
    path("", include("monitoring.screening.urls")),
    path("matches/", include("monitoring.feeds.matches.urls")),
    path("clients/", include("monitoring.feeds.clients.urls")),
    path("comparison/", include("monitoring.cases.comparison.urls")),
    path("assessment/", include("monitoring.cases.assessment.urls")),
    path("effect/", include("assistance.effect.urls")),
    path("due-help/", include("assistance.duties.urls")),
    path("plans/", include("assistance.plans.urls")),
    path("posts/", include("assistance.schemes.posts.urls")),
    path("rolls/", include("assistance.schemes.rolls.urls")),
    path("schemes/", include("assistance.schemes.limits.urls")),
    path("employment/", include("assistance.schemes.employment.urls")),
    path("students/", include("assistance.schemes.students.urls")),
    path("helpers/", include("assistance.schemes.helpers.urls")),
    path("credit/", include("assistance.schemes.credit.urls")),
    path("insurance/", include("assistance.schemes.insurance.urls")),
    path("low-income/", include("assistance.schemes.lowincome.urls")),
    path("medical/", include("assistance.schemes.medical.urls")),
    path("funds/", include("assistance.funds.urls")),
    path("payments/", include("assistance.deliveries.payments.urls")),
    path("deliveries/workbooks/", include("assistance.deliveries.reports.urls")),
    path("deliveries/", include("assistance.deliveries.urls")),
    path("assets/", include("assets.ledger.urls")),
    path("assets/", include("assets.labels.urls")),
    path("assets/", include("assets.corrections.urls")),
    path("assets/", include("assets.files.urls")),
    path("assets/", include("assets.rights.urls")),
    path("webhooks/", include("monitoring.feeds.webhooks.urls")),
    path("api/v1/", include("config.api")),
    path("admin/", admin.site.urls),
]

handler400 = "config.errors.bad_request"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
