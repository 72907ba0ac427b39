from django.urls import path

from assistance.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.plan_list, name="list"),
    path("of-household/<int:pk>/", views.begin, name="begin"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/contact/", views.contact, name="contact"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/send-back/", views.send_back, name="send-back"),
    path("items/<int:pk>/", views.item, name="item"),
    path("items/<int:pk>/take-out/", views.take_out, name="take-out"),
]
