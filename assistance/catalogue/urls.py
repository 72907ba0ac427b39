from django.urls import path

from assistance.catalogue import views

app_name = "catalogue"

urlpatterns = [
    path("", views.measure_list, name="list"),
    path("terms/<int:pk>/", views.terms, name="terms"),
    path("terms/<int:pk>/submit/", views.submit, name="submit"),
    path("terms/<int:pk>/release/", views.release, name="release"),
    path("terms/<int:pk>/return/", views.return_for_changes, name="return"),
    path("<slug:code>/", views.measure, name="measure"),
    path("<slug:code>/draft/", views.draft, name="draft"),
]
