from django.urls import path

from assets.alarms import views

app_name = "alarms"

urlpatterns = [path("alarms/", views.alarm_list, name="list")]
