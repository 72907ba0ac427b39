from django.contrib import admin
from import_export.admin import ImportExportModelAdmin
from import_export.resources import ModelResource

from accounts.models import Division


class DivisionResource(ModelResource):  # type: ignore[misc]  # the package has no types
    class Meta:
        model = Division
        import_id_fields = ("code",)
        fields = ("code", "name", "level", "parent")
        skip_unchanged = True
        use_transactions = True


@admin.register(Division)
class DivisionAdmin(ImportExportModelAdmin):  # type: ignore[misc]  # the package has no types
    resource_classes = [DivisionResource]
    list_display = ("code", "name", "level", "parent")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    raw_id_fields = ("parent",)
