from django.urls import path

from assets.income.receivables import views

app_name = "receivables"

urlpatterns = [path("", views.receivable_list, name="list")]
