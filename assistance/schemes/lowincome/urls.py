from django.urls import path

from assistance.schemes.lowincome import views

app_name = "lowincome"

urlpatterns = [path("<int:pk>/", views.household, name="household")]
