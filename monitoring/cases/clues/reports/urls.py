from django.urls import path

from monitoring.cases.clues.reports import poster, views

# Under the name of clues (clues/urls.py).
urlpatterns = [
    path("", views.report_list, name="report-list"),
    path("new/", views.take_in, name="report-new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/hand-over/", views.hand_over, name="report-hand-over"),
    path("<int:pk>/link/", views.link, name="report-link"),
    path("<int:pk>/answer/", views.answer, name="report-answer"),
    path("poster/<slug:code>/", poster.poster, name="poster"),
]
