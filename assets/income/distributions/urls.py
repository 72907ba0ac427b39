from django.urls import path

from assets.income.distributions import change_views, rule_views, views

app_name = "distributions"

urlpatterns = [
    path("", views.distribution_list, name="list"),
    path("new/", views.new, name="new"),
    path("uses/", rule_views.rules, name="rules"),
    path("uses/new/", rule_views.new_use, name="new-use"),
    path("<int:pk>/", views.distribution, name="distribution"),
    path("<int:pk>/income/", views.take_in, name="take-in"),
    path("<int:pk>/lines/", change_views.lines, name="lines"),
    path("<int:pk>/again/", change_views.pay_again, name="pay-again"),
    path("<int:pk>/do/<slug:act>/", change_views.act, name="act"),
    path("steps/<int:pk>/file/", views.file, name="file"),
    path("lines/<int:pk>/people/", change_views.people, name="people"),
    path("lines/<int:pk>/people/add/", change_views.add, name="add"),
    path("lines/<int:pk>/people/add/<slug:group>/", change_views.add_group, name="add-group"),
    path("lines/<int:pk>/spend/", change_views.spend, name="spend"),
]
