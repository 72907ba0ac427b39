from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path(
        "sign-in/",
        LoginView.as_view(template_name="accounts/sign_in.html"),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", views.password_change, name="password-change"),
    path("", views.user_list, name="user-list"),
    path("new/", views.user_create, name="user-create"),
    path("<int:pk>/", views.user_detail, name="user-detail"),
    path("<int:pk>/change/", views.user_change, name="user-change"),
    path("<int:pk>/reset-password/", views.user_reset_password, name="user-reset-password"),
    path("<int:pk>/deactivate/", views.user_deactivate, name="user-deactivate"),
    path("<int:pk>/reactivate/", views.user_reactivate, name="user-reactivate"),
    path("<int:pk>/unlock/", views.user_unlock, name="user-unlock"),
    path("<int:pk>/posts/new/", views.post_open, name="post-open"),
    path("<int:pk>/posts/<int:post_pk>/close/", views.post_close, name="post-close"),
    path("divisions/", views.division_options, name="division-options"),
    path("audit/", views.audit_list, name="audit-list"),
    path("audit/export/", views.audit_export, name="audit-export"),
]
