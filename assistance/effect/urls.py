from django.urls import path

from assistance.effect import views

app_name = "effect"

urlpatterns = [
    path("", views.places, name="places"),
    path("households/", views.effect_list, name="list"),
    path("households/<int:pk>/", views.household, name="household"),
]
