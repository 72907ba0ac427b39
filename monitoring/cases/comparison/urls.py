from django.urls import path

from monitoring.cases.comparison import county_views, views

app_name = "comparison"
urlpatterns = [
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/members/", views.list_members, name="list-members"),
    path("<int:pk>/persons/add/", views.person_add, name="person-add"),
    path("<int:pk>/relatives/", views.relatives, name="relatives"),
    path("<int:pk>/authorise/", views.authorise, name="authorise"),
    path("<int:pk>/exempt/", views.exempt, name="exempt"),
    path("persons/<int:pk>/remove/", views.person_remove, name="person-remove"),
    path("persons/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("hits/<int:pk>/explain/", views.explain, name="explain"),
    path("hits/<int:pk>/accept/", views.accept, name="accept"),
    path("requests/", county_views.request_list, name="requests"),
    path("requests/make/", county_views.request_make, name="request-make"),
    path("requests/<int:pk>/", county_views.request_detail, name="request"),
    path("requests/<int:pk>/workbook/", county_views.request_workbook, name="request-workbook"),
    path("items/", county_views.item_list, name="items"),
]
