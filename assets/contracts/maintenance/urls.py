from django.urls import path

from assets.contracts.maintenance import views

app_name = "maintenance"

urlpatterns = [
    path("maintenance/", views.duty_list, name="list"),
    path("<int:pk>/maintenance/", views.entrust, name="entrust"),
    path("maintenance/<int:pk>/end/", views.end, name="end"),
]
