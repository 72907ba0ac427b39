from django.urls import path

from assets.labels import views

app_name = "labels"

urlpatterns = [path("labels/", views.sheets, name="sheets")]
