from django.urls import path

from assistance.schemes.helpers import views

app_name = "helpers"

urlpatterns = [
    path("", views.helper_list, name="list"),
    path("<int:pk>/in/<slug:code>/", views.helper, name="helper"),
    path("givers/", views.giver_list, name="givers"),
    path("givers/new/<slug:code>/", views.giver_new, name="giver-new"),
    path("givers/<int:pk>/", views.giver, name="giver"),
    path("gifts/<int:pk>/reverse/", views.reverse, name="reverse"),
]
