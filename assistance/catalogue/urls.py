from django.urls import path

from assistance.catalogue import edit_views, ending_views, views

app_name = "catalogue"

urlpatterns = [
    path("", views.measure_list, name="list"),
    path("new/", edit_views.create, name="create"),
    path("terms/<int:pk>/", views.terms, name="terms"),
    path("terms/<int:pk>/change/", edit_views.change, name="change"),
    path("terms/<int:pk>/submit/", views.submit, name="submit"),
    path("terms/<int:pk>/release/", views.release, name="release"),
    path("terms/<int:pk>/return/", views.return_for_changes, name="return"),
    path("terms/<int:pk>/end/", ending_views.end, name="end"),
    path("terms/<int:pk>/end/release/", ending_views.release, name="end-release"),
    path("terms/<int:pk>/end/return/", ending_views.give_back, name="end-return"),
    path("terms/<int:pk>/end/undo/", ending_views.undo, name="end-undo"),
    path("<slug:code>/", views.measure, name="measure"),
    path("<slug:code>/about/", edit_views.about, name="about"),
    path("<slug:code>/draft/", edit_views.draft, name="draft"),
]
