from django.urls import path

from monitoring.lists import views

app_name = "lists"

urlpatterns = [
    path("<slug:name>/search/", views.search, name="search"),
    path("<slug:name>/export/", views.export, name="export"),
    path("figures/<slug:name>/export/", views.export_figures, name="figures"),
]
