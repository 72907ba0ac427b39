from django.urls import path, re_path

from assistance.schemes.insurance import views

app_name = "insurance"

urlpatterns = [
    path("", views.claim_list, name="list"),
    path("open/<int:pk>/", views.open_claim, name="open"),
    path("<int:pk>/", views.claim, name="claim"),
    re_path(r"^(?P<pk>\d+)/(?P<act>survey|approve|refuse|pay)/$", views.act, name="act"),
]
