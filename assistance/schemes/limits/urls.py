from django.urls import path

from assistance.schemes.limits import views

app_name = "schemes"

urlpatterns = [path("limits/", views.values, name="limits")]
