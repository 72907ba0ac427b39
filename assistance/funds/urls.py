from django.urls import path

from assistance.funds import views

app_name = "funds"

urlpatterns = [
    path("", views.fund_list, name="list"),
    path("new/", views.fund_new, name="new"),
    path("<int:pk>/", views.fund, name="fund"),
]
