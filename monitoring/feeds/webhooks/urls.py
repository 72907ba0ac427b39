from django.urls import path

from monitoring.feeds.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("", views.webhook_list, name="list"),
    path("deliveries/<uuid:pk>/resend/", views.delivery_resend, name="resend"),
]
