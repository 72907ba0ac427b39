from django.urls import path

from monitoring.cases.ending import views

app_name = "endings"

urlpatterns = [
    path("", views.candidates, name="candidates"),
    path("long-watch/", views.long_watch, name="long-watch"),
    path("episode/<int:pk>/", views.new, name="new"),
    path("case/<int:pk>/", views.case_conditions, name="conditions"),
]
