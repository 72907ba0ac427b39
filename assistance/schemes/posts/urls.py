from django.urls import path, re_path

from assistance.schemes.posts import views

app_name = "posts"

urlpatterns = [
    path("", views.position_list, name="list"),
    path("people/", views.people, name="people"),
    path("ages/", views.ages, name="ages"),
    path("apply/<slug:code>/", views.apply, name="apply"),
    path("attendance/<slug:code>/", views.attendance, name="attendance"),
    path("people/<int:pk>/leave/", views.leave, name="leave"),
    path("<int:pk>/", views.position, name="position"),
    path("<int:pk>/engage/", views.engage, name="engage"),
    re_path(r"^(?P<pk>\d+)/(?P<act>check|plan|refuse|close)/$", views.act, name="act"),
]
