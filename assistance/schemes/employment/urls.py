from django.urls import path

from assistance.schemes.employment import views

app_name = "employment"

urlpatterns = [
    path("", views.work_list, name="list"),
    path("month/<slug:code>/", views.month, name="month"),
    path("jobless/", views.jobless, name="jobless"),
    path("chances/", views.chances, name="chances"),
    path("offers/new/<slug:code>/", views.offer_new, name="offer-new"),
    path("offers/<int:pk>/", views.offer, name="offer"),
    path("workshops/new/<slug:code>/", views.workshop_new, name="workshop-new"),
    path("trainings/new/<slug:code>/", views.training_new, name="training-new"),
    path("trainings/<int:pk>/", views.training, name="training"),
]
