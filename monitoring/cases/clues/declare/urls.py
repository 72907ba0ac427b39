from django.urls import path

from monitoring.cases.clues.declare import views

app_name = "declare"

urlpatterns = [
    path("answer/", views.answer, name="answer"),
    path("<slug:code>/", views.form, name="form"),
]
