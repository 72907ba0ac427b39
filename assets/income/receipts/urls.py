from django.urls import path

from assets.income.receipts import views

app_name = "receipts"

urlpatterns = [
    path("income/", views.receipt_list, name="list"),
    path("income/stations/", views.stations, name="stations"),
    path("income/<int:pk>/", views.receipt, name="receipt"),
    path("<int:pk>/income/", views.receive, name="receive"),
    path("<int:pk>/settlement/", views.settle, name="settle"),
]
