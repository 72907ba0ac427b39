from django.urls import path

from assets.income.publication import views

app_name = "publications"

urlpatterns = [
    path("", views.publication_list, name="list"),
    path("proofs/<int:pk>/", views.proof, name="proof"),
    path("<str:code>/<int:year>/", views.village, name="village"),
]
