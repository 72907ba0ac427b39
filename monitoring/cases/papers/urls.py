from django.urls import path

from monitoring.cases.papers import views

app_name = "papers"

urlpatterns = [
    path("", views.paper_list, name="list"),
    path("make/", views.make, name="make"),
    path("leaflets/", views.leaflets, name="leaflets"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/docx/", views.download, name="docx"),
]
