from django.urls import path

from assets.inspections import views

app_name = "inspections"

urlpatterns = [
    path("inspections/", views.due, name="due"),
    path("inspections/done/", views.done, name="list"),
    path("inspections/<uuid:pk>/", views.inspection, name="inspection"),
    path("<int:pk>/inspect/", views.inspect, name="inspect"),
    path("<int:pk>/inspect/draft/", views.draft, name="draft"),
]
