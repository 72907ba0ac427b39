from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, ModelForm
from assets.files.models import AssetFile
from monitoring.cases.casework.attachments import MAX_MEGABYTES


class PaperField(forms.FileField):
    """For every form that needs a paper or photo; `actions.attach` takes what it gives."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Photo or scan"))
        options.setdefault("help_text", _("PDF, JPEG or PNG, up to %d MB.") % MAX_MEGABYTES)
        super().__init__(**options)


class FileForm(ModelForm):
    upload = PaperField()

    field_order = ("kind", "upload")

    class Meta:
        model = AssetFile
        fields = ("kind", "taken_on", "note")
        widgets: ClassVar = {"taken_on": DateInput}


class WithdrawForm(forms.Form):
    button = pgettext_lazy("file", "Withdraw")
    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=200)
