from django.urls import path

from assets.inspections.repairs import views

app_name = "repairs"

urlpatterns = [
    path("repairs/", views.repair_list, name="list"),
    path("repairs/<int:pk>/", views.repair, name="repair"),
    path("repairs/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("repairs/<int:pk>/send-back/", views.send_back, name="send-back"),
]
