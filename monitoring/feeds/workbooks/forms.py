from django import forms
from django.utils.translation import gettext_lazy as _


class WorkbookForm(forms.Form):
    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_(".xlsx or .csv, filled in after the template of this page"),
        allow_empty_file=True,  # said with the other refusals, after the upload
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
