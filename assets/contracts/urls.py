from django.urls import path

from assets.contracts import views

app_name = "contracts"

urlpatterns = [
    path("contracts/", views.contract_list, name="list"),
    path("<int:pk>/contracts/", views.enter, name="enter"),
    path("contracts/<int:pk>/", views.contract, name="contract"),
    path("contracts/<int:pk>/renew/", views.renew, name="renew"),
]
