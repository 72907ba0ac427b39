from django.urls import path

from assets.organisations.parks import views

app_name = "parks"

urlpatterns = [
    path("", views.park_list, name="list"),
    path("new/", views.park_new, name="new"),
    path("<int:pk>/", views.park, name="park"),
    path("<int:pk>/community/", views.serve, name="serve"),
    path("<int:pk>/asset/", views.put_in, name="put-in"),
    path("<int:pk>/jobs/", views.count_jobs, name="jobs"),
    path("inside/<int:pk>/out/", views.take_out, name="take-out"),
]
