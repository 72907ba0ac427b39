from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.results import RESULTS
from monitoring.feeds.catalogue.schema import Shape
from monitoring.feeds.workbooks.reading import needed, told
from monitoring.registry.census.recognise import key


class WorkbookForm(forms.Form):
    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_(".xlsx or .csv, filled in after the template of this page"),
        allow_empty_file=True,  # said with the other refusals, after the upload
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class ColumnsForm(forms.Form):
    """One select per header that the feed does not know by itself: which of its fields it is, in
    which column our results go back, or neither."""

    def __init__(self, batch: Batch, shape: Shape, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._shape = shape
        self._own = set[str]()  # fields that a header names by itself
        self._asked: dict[str, str] = {}
        before = told(batch, shape)
        for sheet in (sheet for file in batch.files.all() for sheet in file.sheets):
            columns = sheet["columns"]
            asked = [header for header in columns if key(header) in before]
            self._own = {columns[header] for header in columns.keys() - set(asked)}
            for number, header in enumerate(dict.fromkeys([*asked, *sheet.get("unknown", ())])):
                self._asked[f"column{number}"] = header
                self.fields[f"column{number}"] = forms.ChoiceField(
                    label=header, required=False, choices=self._choices(),
                    initial=before.get(key(header), ""),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        chosen = [name for name in self.cleaned_data.values() if name]
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("Two columns cannot be the same item. Choose one of them."))
        lacking = needed(self._shape) - self._own - set(chosen)
        labels = [str(each.label) for each in self._shape.fields if each.name in lacking]
        if labels:
            said = _("Say which column is: {names}.")
            raise ValidationError(said.format(names="、".join(labels)))
        return self.cleaned_data

    @property
    def mapped(self) -> dict[str, str]:
        """The name of each header, "" for one that is left out."""
        return {header: self.cleaned_data[name] for name, header in self._asked.items()}

    def _choices(self) -> list[tuple[str, Any]]:
        fields = [(each.name, each.label) for each in self._shape.fields]
        return [
            ("", _("Do not import")),
            (str(_("Items of this feed")), [pair for pair in fields if pair[0] not in self._own]),
            (str(_("Our results go back in")), list(RESULTS.items())),
        ]
