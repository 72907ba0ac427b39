from django.urls import path

from monitoring.feeds.clients import views

app_name = "clients"

urlpatterns = [
    path("", views.client_list, name="list"),
    path("new/", views.client_new, name="new"),
    path("<int:pk>/", views.client_detail, name="client"),
    path("<int:pk>/change/", views.client_change, name="change"),
    path("<int:pk>/renew-secret/", views.client_renew_secret, name="renew-secret"),
    path("<int:pk>/revoke/", views.client_revoke, name="revoke"),
]
