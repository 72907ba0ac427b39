from django.urls import include, path

from monitoring.cases.clues import views

app_name = "clues"

urlpatterns = [
    path("", views.clue_list, name="list"),
    path("<int:pk>/", views.clue, name="clue"),
    path("judge/", views.judge, name="judge"),
    path("assign/", views.assign, name="assign"),
    path("queues/", views.queues, name="queues"),
    path("reports/", include("monitoring.cases.clues.reports.urls")),
    path("limits/", views.limits, name="limits"),
    path("capacity/<slug:code>/", views.capacity, name="capacity"),
]
