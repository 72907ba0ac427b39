from django.urls import path

from assets.files import views

app_name = "asset-files"

urlpatterns = [
    path("<int:pk>/files/", views.add, name="add"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
