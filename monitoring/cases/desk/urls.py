from django.urls import path

from monitoring.cases.desk import views

app_name = "desk"

urlpatterns = [
    path("standing/", views.standing_page, name="standing"),
    path("news/", views.news_page, name="news"),
    path("count/", views.count, name="count"),
    path("nightly/", views.nightly_page, name="nightly"),
]
