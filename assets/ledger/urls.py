from django.urls import path

from assets.ledger import views

app_name = "assets"

urlpatterns = [
    path("", views.asset_list, name="list"),
    path("new/", views.asset_new, name="new"),
    path("<int:pk>/", views.asset, name="asset"),
    path("depreciation/", views.depreciation, name="depreciation"),
    path("projects/", views.project_list, name="projects"),
    path("projects/new/", views.project_new, name="project-new"),
    path("projects/<int:pk>/", views.project, name="project"),
    path("projects/<int:pk>/correct/", views.project_correct, name="project-correct"),
]
