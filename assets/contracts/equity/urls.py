from django.urls import path

from assets.contracts.equity import views

app_name = "equity"

urlpatterns = [
    path("investments/", views.investment_list, name="list"),
    path("<int:pk>/investments/", views.invest, name="invest"),
    path("investments/<int:pk>/", views.investment, name="investment"),
]
