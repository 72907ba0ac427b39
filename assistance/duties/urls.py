from django.urls import path

from assistance.duties import views

app_name = "duties"

urlpatterns = [
    path("", views.duty_list, name="list"),
    path("limits/", views.limits, name="limits"),
]
