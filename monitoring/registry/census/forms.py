from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.exchange.models import Batch
from monitoring.exchange.refusals import MAX_MEGABYTES
from monitoring.registry.sheets import SHEETS, SheetKind

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MAX_FILES = 20
LEAVE_OUT = ""


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        files = data if isinstance(data, list) else [data]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(_("Choose at most %d files at a time.") % MAX_FILES)
        names = [file.name for file in files if file]
        if len(set(names)) < len(names):
            raise forms.ValidationError(_("Two files have the same name. Rename one of them."))
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    workbooks = FilesField(
        label=_("Census workbooks"),
        help_text=_(
            ".xlsx or .csv, several at once: the files of one import count as one file. Up to "
            "1,000,000 rows and %d MB each."
        )
        % MAX_MEGABYTES,
        allow_empty_file=True,  # said with the other refusals, after the upload
        widget=FilesInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class BatchFilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Batch.State.choices]
    )
    since = forms.DateField(
        label=_("Uploaded from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Uploaded to"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class ColumnsForm(forms.Form):
    """One select per column that was not recognised: which item it is, or none."""

    def __init__(self, batch: Batch, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._places: dict[str, tuple[str, str]] = {}
        for number, (kind, header, taken) in enumerate(unknown_columns(batch)):
            name = f"column{number}"
            self._places[name] = (kind, header)
            self.fields[name] = forms.ChoiceField(
                label=header, required=False, choices=_free_columns(kind, taken)
            )

    @property
    def mapped(self) -> dict[tuple[str, str], str]:
        """The field that each column was given; (kind of sheet, header) → field."""
        return {
            place: self.cleaned_data[name]
            for name, place in self._places.items()
            if self.cleaned_data[name] != LEAVE_OUT
        }


def unknown_columns(batch: Batch) -> Iterator[tuple[str, str, set[str]]]:
    """Kind of sheet, header and the fields its sheet has already, of each unknown column once."""
    seen: set[tuple[str, str]] = set()
    for file in batch.files.order_by("id"):
        for sheet in file.sheets:
            for header in sheet["unknown"]:
                if (sheet["kind"], header) not in seen:
                    seen.add((sheet["kind"], header))
                    yield sheet["kind"], header, set(sheet["columns"].values())


def _free_columns(kind: str, taken: set[str]) -> list[tuple[str, Any]]:
    free = [c for c in SHEETS[SheetKind(kind)] if c.field not in taken]
    return [(LEAVE_OUT, _("Do not import")), *((c.field, c.header) for c in free)]
