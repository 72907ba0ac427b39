from django.urls import path

from monitoring.registry import change_views, views

app_name = "registry"

urlpatterns = [
    path("", views.household_list, name="household-list"),
    path("search/", views.household_search, name="household-search"),
    path("columns/", views.household_columns, name="household-columns"),
    path("export/", views.household_export, name="household-export"),
    path("<int:pk>/", views.household_detail, name="household-detail"),
    path("<int:pk>/edit/", change_views.household_edit, name="household-edit"),
    path("<int:pk>/conditions/", change_views.conditions_edit, name="conditions-edit"),
    path("<int:pk>/statements/add/", change_views.statement_add, name="statement-add"),
    path("<int:pk>/members/add/", change_views.member_add, name="member-add"),
    path("<int:pk>/split/", change_views.household_split, name="household-split"),
    path("<int:pk>/merge/", change_views.household_merge, name="household-merge"),
    path("<int:pk>/move/", change_views.household_move, name="household-move"),
    path("<int:pk>/end/", change_views.household_end, name="household-end"),
    path("<int:pk>/pair/", change_views.pairing_add, name="pairing-add"),
    path("pairings/<int:pk>/end/", change_views.pairing_end, name="pairing-end"),
    path("statements/<int:pk>/edit/", change_views.statement_edit, name="statement-edit"),
    path("members/<int:pk>/edit/", change_views.member_edit, name="member-edit"),
    path("members/<int:pk>/leave/", change_views.member_leave, name="member-leave"),
    path("members/<int:pk>/return/", change_views.member_return, name="member-return"),
    path("members/<int:pk>/id-number/", views.member_id_number, name="member-id-number"),
    path("<int:pk>/head-id/", views.household_head_id, name="household-head-id"),
    path("<int:pk>/bank-card/", views.household_bank_card, name="household-bank-card"),
]
