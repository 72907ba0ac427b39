from django.urls import path, re_path

from monitoring.feeds.tasks import views

app_name = "tasks"

urlpatterns = [
    path("", views.task_list, name="list"),
    path("kinds/", views.kinds, name="kinds"),
    path("give/household/<int:pk>/", views.give_household, name="give-household"),
    path("give/case/<int:pk>/", views.give_case, name="give-case"),
    path("give/visit/<uuid:pk>/", views.give_visit, name="give-visit"),
    path("give/village/<slug:code>/", views.give_village, name="give-village"),
    path("<int:pk>/", views.task, name="task"),
    path("<int:pk>/files/<int:step>/", views.file, name="file"),
    re_path(
        r"^(?P<pk>\d+)/(?P<act>take|reply|refuse|confirm|send_back|contest|drop)/$",
        views.act,
        name="act",
    ),
]
