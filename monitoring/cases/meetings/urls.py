from django.urls import path

from monitoring.cases.meetings import views

app_name = "meetings"

urlpatterns = [
    path("", views.index, name="index"),
    path("held/", views.meeting_list, name="list"),
    path("notices/", views.notice_list, name="notices"),
    path("announcements/", views.announcement_list, name="announcements"),
    path("case/<int:pk>/meeting/", views.meeting_new, name="meeting-new"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("case/<int:pk>/notice/", views.notice_of_case, name="notice-of-case"),
    path("case/<int:pk>/notice/new/", views.notice_new, name="notice-new"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("notices/<int:pk>/end/", views.notice_end, name="notice-end"),
    path("notices/<int:pk>/case/<int:case>/objection/", views.objection_new, name="objection-new"),
    path("objections/<int:pk>/", views.objection_answer, name="objection-answer"),
    path("case/<int:pk>/announcement/", views.announcement_new, name="announcement-new"),
    path("announcements/<int:pk>/", views.announcement, name="announcement"),
]
