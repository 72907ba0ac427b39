from django.urls import path

from assistance.schemes.credit import views

app_name = "credit"

urlpatterns = [
    path("", views.loan_list, name="list"),
    path("of/<int:pk>/", views.lend, name="lend"),
    path("subsidies/<slug:code>/", views.subsidies, name="subsidies"),
    path("<int:pk>/", views.loan, name="loan"),
    path("<int:pk>/repay/", views.repay, name="repay"),
    path("<int:pk>/extend/", views.extend, name="extend"),
]
