from django.urls import path

from assistance.schemes.students import views

app_name = "students"

urlpatterns = [
    path("", views.student_list, name="list"),
    path("without/", views.without, name="without"),
    path("enrol/<slug:code>/", views.enrol, name="enrol"),
    path("pay/<slug:code>/", views.pay, name="pay"),
    path("<int:pk>/", views.student, name="student"),
    path("<int:pk>/suspend/", views.suspend, name="suspend"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/finish/", views.finish, name="finish"),
]
