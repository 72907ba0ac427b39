from django.urls import path

from monitoring.feeds.events import views

app_name = "events"

urlpatterns = [
    path("", views.event_list, name="list"),
    path("<int:pk>/", views.event, name="event"),
    path("<int:pk>/ticks/", views.tick, name="tick"),
]
