from django.urls import path

from assets.rights import views

app_name = "rights"

urlpatterns = [
    path("<int:pk>/rights/", views.enter, name="enter"),
    path("rights/<int:pk>/end/", views.end, name="end"),
]
