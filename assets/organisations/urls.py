from django.urls import path

from assets.organisations import views

app_name = "organisations"

urlpatterns = [
    path("", views.place_list, name="list"),
    path("<int:pk>/appoint/", views.appoint, name="appoint"),
    path("<int:pk>/end/", views.dissolve, name="dissolve"),
    path("officers/<int:pk>/end/", views.release, name="release"),
    path("<slug:code>/", views.place, name="place"),
]
