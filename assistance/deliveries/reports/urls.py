from django.urls import path

from assistance.deliveries.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.workbooks, name="workbooks"),
    path("template/", views.empty_workbook, name="template"),
]
