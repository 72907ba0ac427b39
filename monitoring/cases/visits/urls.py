from django.urls import path

from monitoring.cases.visits import views

app_name = "visits"

urlpatterns = [
    path("household/<int:pk>/", views.visit, name="visit"),
    path("household/<int:pk>/draft/", views.draft, name="draft"),
    path("case/<int:pk>/", views.of_case, name="of-case"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/photos/<int:number>/", views.photo, name="photo"),
    path("<uuid:pk>/signatures/<slug:whose>/", views.signature, name="signature"),
]
