from django.urls import path

from monitoring.feeds.matches import views

app_name = "matches"

urlpatterns = [path("clients/<int:pk>/key/", views.make_key, name="make-key")]
