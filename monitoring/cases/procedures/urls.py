from django.urls import path

from monitoring.cases.procedures import views

app_name = "procedures"

urlpatterns = [
    path("", views.procedure_list, name="list"),
    path("<int:pk>/", views.procedure, name="procedure"),
    path("<int:pk>/change/", views.change, name="change"),
    path("calendar/", views.calendar, name="calendar"),
]
