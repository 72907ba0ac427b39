from django.urls import path, re_path

from assets.restructuring import views

app_name = "restructuring"

urlpatterns = [
    path("restructuring/", views.case_list, name="list"),
    path("restructuring/<int:pk>/", views.case, name="case"),
    re_path(
        r"^restructuring/(?P<pk>\d+)/(?P<act>approve|send-back|withdraw)/$", views.act, name="act"
    ),
    re_path(r"^(?P<pk>\d+)/(?P<kind>split|merge|transfer|collective)/$", views.propose, name="new"),
]
