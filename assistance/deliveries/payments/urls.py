from django.urls import path

from assistance.deliveries.payments import views

app_name = "payments"

urlpatterns = [
    path("", views.payment_lists, name="lists"),
    path("new/", views.new, name="new"),
    path("returned/", views.read_back, name="returned"),
    path("<int:pk>/", views.payment_list, name="list"),
    path("<int:pk>/amounts/", views.set_amounts, name="amounts"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/hand-over/", views.hand_over, name="hand-over"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/export/", views.export, name="export"),
]
