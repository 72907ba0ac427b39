from django.urls import path

from monitoring.cases.casework import views

app_name = "cases"

urlpatterns = [
    path("", views.case_list, name="list"),
    path("search/", views.case_search, name="search"),
    path("<int:pk>/", views.case, name="case"),
    path("steps/<int:pk>/decide/", views.decide, name="decide"),
]
