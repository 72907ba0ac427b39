from django.urls import path, re_path

from assets.disposal import views

app_name = "disposal"

urlpatterns = [
    path("disposals/", views.case_list, name="list"),
    path("disposals/requirements/", views.requirements, name="requirements"),
    path("disposals/<int:pk>/", views.case, name="case"),
    re_path(
        r"^disposals/(?P<pk>\d+)/(?P<act>terms|appraisal|decision|notice|submit|approve|send-back|"
        r"withdraw)/$",
        views.act,
        name="act",
    ),
    path("<int:pk>/disposal/", views.prepare, name="prepare"),
]
