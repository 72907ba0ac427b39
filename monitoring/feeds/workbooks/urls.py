from django.urls import path, re_path

from monitoring.feeds.workbooks import views

app_name = "feeds"

urlpatterns = [
    path("", views.feed_list, name="list"),
    path("batches/<int:pk>/", views.batch, name="batch"),
    re_path(r"^batches/(?P<pk>\d+)/(?P<act>apply|discard|undo)/$", views.decide, name="decide"),
    path("batches/<int:pk>/columns/", views.columns, name="columns"),
    path("batches/<int:pk>/mark/", views.mark, name="mark"),
    path("<slug:code>/", views.feed, name="feed"),
    path("<slug:code>/template/", views.empty_workbook, name="template"),
    path("<slug:code>/waiting/", views.waiting, name="waiting"),
]
