from django.urls import path

from assets.workbooks import views

app_name = "asset-workbooks"

urlpatterns = [
    path("workbooks/<slug:code>/", views.workbooks, name="workbooks"),
    path("workbooks/<slug:code>/template/", views.empty_workbook, name="template"),
]
