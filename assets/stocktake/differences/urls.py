from django.urls import path

from assets.stocktake.differences import many_views, views

app_name = "stock-differences"

urlpatterns = [
    path("", views.difference_list, name="list"),
    path("check/", many_views.check_many, name="check-many"),
    path("approve/", many_views.approve_many, name="approve-many"),
    path("lines/<int:pk>/", views.explain, name="explain"),
    path("surplus/<int:pk>/<slug:code>/", views.surplus, name="surplus"),
    path("<int:pk>/", views.difference, name="difference"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/back/", views.send_back, name="send-back"),
]
