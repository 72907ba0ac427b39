from django.urls import path

from monitoring.cases.assessment import views

app_name = "assessment"
urlpatterns = [
    path("<int:pk>/income/", views.statement, name="statement"),
    path("<int:pk>/risks/", views.risks, name="risks"),
    path("<int:pk>/entry/", views.entry, name="entry"),
    path("national/", views.national_list, name="national"),
    path("national/export/", views.national_export, name="national-export"),
    path("national/read/", views.national_read, name="national-read"),
]
