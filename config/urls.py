from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("jobs/", include("monitoring.jobs.urls")),
    path("admin/", admin.site.urls),
]
