from django.urls import path

from assets.stocktake import views

app_name = "stocktake"

urlpatterns = [
    path("", views.take_list, name="list"),
    path("lines/", views.line_list, name="lines"),
    path("assets/<int:pk>/", views.tick_asset, name="tick-asset"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/<slug:code>/", views.take, name="take"),
    path("<int:pk>/<slug:code>/find/", views.place, name="place"),
]
