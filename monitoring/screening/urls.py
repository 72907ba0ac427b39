from django.urls import path

from monitoring.screening import views

app_name = "screening"

urlpatterns = [
    path("flags/", views.flag_list, name="flag-list"),
    path("flags/summary/", views.flag_summary, name="flag-summary"),
    path("flags/<int:pk>/", views.flag, name="flag"),
    path("screening/runs/", views.run_list, name="run-list"),
    path("screening/runs/start/", views.run_start, name="run-start"),
    path("screening/runs/<int:pk>/", views.run, name="run"),
    path("screening/gaps/", views.gap_list, name="gap-list"),
    path("screening/gaps/near/", views.near_list, name="near-list"),
]
