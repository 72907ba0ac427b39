from django.urls import path

from assets.corrections import views

app_name = "asset-corrections"

urlpatterns = [path("<int:pk>/correct/", views.correct, name="correct")]
