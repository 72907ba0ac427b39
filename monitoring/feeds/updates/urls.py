from django.urls import path

from monitoring.feeds.updates import views

app_name = "differences"

urlpatterns = [
    path("orders/", views.order_list, name="orders"),
    path("household/<int:pk>/", views.settle, name="settle"),
]
