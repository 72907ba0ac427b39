from django.urls import path

from assistance.deliveries import views

app_name = "deliveries"

urlpatterns = [
    path("", views.delivery_list, name="list"),
    path("give/<int:pk>/", views.give, name="give"),
    path("<int:pk>/", views.delivery, name="delivery"),
]
