from django.apps import AppConfig
from django.contrib.admin import apps as admin


class ConfigConfig(AppConfig):
    name = "config"


class ReferenceAdminConfig(admin.AdminConfig):
    default = False
    default_site = "accounts.site.ReferenceTables"
