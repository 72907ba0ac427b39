from django.urls import path

from assistance.schemes.rolls import views

app_name = "rolls"

urlpatterns = [
    path("", views.entry_list, name="list"),
    path("differences/", views.differences, name="differences"),
    path("differences/settle/", views.settle, name="settle"),
    path("kinds/", views.kinds, name="kinds"),
    path("kinds/<int:pk>/", views.kind, name="kind"),
]
