from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import reach, scope, sign_ins

        scope.register(reach.administrators_see_divisions)
        sign_ins.listen()
