from django.urls import path

from assets.workbooks import views

app_name = "asset-workbooks"

urlpatterns = [
    path("workbooks/", views.workbooks, name="workbooks"),
    path("workbooks/template/", views.empty_workbook, name="template"),
]
