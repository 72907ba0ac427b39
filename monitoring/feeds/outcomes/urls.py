from django.urls import path

from monitoring.feeds.outcomes import views

app_name = "outcomes"

urlpatterns = [
    path("records/", views.records, name="records"),
    path("batches/<int:pk>/", views.results, name="results"),
    path("criteria/", views.criteria, name="criteria"),
    path("criteria/<slug:code>/", views.try_value, name="try-value"),
]
