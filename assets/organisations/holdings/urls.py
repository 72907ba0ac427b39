from django.urls import path

from assets.organisations.holdings import views

app_name = "holdings"

urlpatterns = [
    path("", views.holding_list, name="list"),
    path("new/", views.holding_new, name="new"),
    path("<int:pk>/end/", views.end, name="end"),
    path("ventures/", views.venture_list, name="ventures"),
    path("ventures/new/", views.venture_new, name="venture-new"),
    path("ventures/<int:pk>/", views.venture, name="venture"),
]
