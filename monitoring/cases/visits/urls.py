from django.urls import path

from monitoring.cases.visits import list_views, plan_views, views

app_name = "visits"

urlpatterns = [
    path("", plan_views.plan, name="plan"),
    path("sheet/", plan_views.sheet, name="sheet"),
    path("assign/", plan_views.assign, name="assign"),
    path("completion/", plan_views.completed, name="completion"),
    path("without-contact/", plan_views.without_contact, name="without-contact"),
    path("done/", list_views.done, name="list"),
    path("round/", list_views.round_import, name="round-import"),
    path("frequencies/", list_views.frequencies, name="frequencies"),
    path("household/<int:pk>/", views.visit, name="visit"),
    path("household/<int:pk>/draft/", views.draft, name="draft"),
    path("case/<int:pk>/", views.of_case, name="of-case"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/photos/<int:number>/", views.photo, name="photo"),
    path("<uuid:pk>/signatures/<slug:whose>/", views.signature, name="signature"),
]
