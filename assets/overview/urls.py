from django.urls import path

from assets.overview import views

app_name = "asset-overview"

urlpatterns = [
    path("overview/", views.overview, name="overview"),
]
