from django.urls import path

from assistance.schemes.medical import views

app_name = "medical"

urlpatterns = [path("<int:pk>/", views.person, name="person")]
