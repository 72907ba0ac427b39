from django.urls import path

from monitoring.cases.casework import list_views, review_views, views

app_name = "cases"

urlpatterns = [
    path("", list_views.case_list, name="list"),
    path("assign/", list_views.assign, name="assign"),
    path("review/", review_views.review, name="review"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/pause/", views.pause, name="pause"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/green/", views.green, name="green"),
    path("<int:pk>/attach/", views.attach, name="attach"),
    path("<int:pk>/files/<int:file_pk>/", views.file, name="file"),
    path("steps/<int:pk>/decide/", views.decide, name="decide"),
]
