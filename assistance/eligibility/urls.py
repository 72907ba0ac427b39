from django.urls import path

from assistance.eligibility import views

app_name = "entitlement"

urlpatterns = [
    path("", views.finding_list, name="finding-list"),
    path("townships/", views.townships, name="townships"),
    path("trial/<int:pk>/", views.trial, name="trial"),
    path("<int:pk>/", views.finding, name="finding"),
    path("<int:pk>/settle/", views.settle, name="settle"),
]
