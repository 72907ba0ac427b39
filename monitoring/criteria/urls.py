from django.urls import path

from monitoring.criteria import edit_views, trial_views, views

app_name = "criteria"

urlpatterns = [
    path("", views.version_list, name="version-list"),
    path("draft/", views.version_draft, name="version-draft"),
    path("versions/<int:pk>/", views.version_detail, name="version"),
    path("versions/<int:pk>/submit/", views.version_submit, name="version-submit"),
    path("versions/<int:pk>/release/", views.version_release, name="version-release"),
    path("versions/<int:pk>/return/", views.version_return, name="version-return"),
    path("versions/<int:pk>/add/", edit_views.criterion_add, name="criterion-add"),
    path("edit/<int:pk>/", edit_views.criterion_change, name="criterion-change"),
    path("edit/<int:pk>/remove/", edit_views.criterion_remove, name="criterion-remove"),
    path("parameters/", views.parameter_list, name="parameter-list"),
    path("parameters/set/", views.parameter_set, name="parameter-set"),
    path("parameters/<int:pk>/release/", views.parameter_release, name="parameter-release"),
    path("parameters/<int:pk>/return/", views.parameter_return, name="parameter-return"),
    path("parameters/<int:pk>/confirm/", views.parameter_confirm, name="parameter-confirm"),
    path("try/", trial_views.try_change, name="try"),
    path("try/propose/", trial_views.propose, name="propose"),
]
