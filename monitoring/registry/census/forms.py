from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.exchange.models import Batch
from monitoring.exchange.refusals import MAX_MEGABYTES
from monitoring.registry.census.recognise import key, overrides
from monitoring.registry.sheets import SHEETS, Column, SheetKind

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MAX_FILES = 20
LEAVE_OUT = ""


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        files = data or [None]  # without a file the field itself says that one is needed
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


@dataclass(frozen=True)
class Asked:
    """A column whose meaning is the person's to say: unknown, or told on an earlier file."""

    kind: str
    header: str
    field: str  # what it is taken for now
    free: tuple[Column, ...]  # what else it may be

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(LEAVE_OUT, _("Do not import")), *((c.field, c.header) for c in self.free)]


class ColumnsForm(forms.Form):
    """One select per column to ask about: which item it is, or none."""

    def __init__(self, batch: Batch, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._asked = {f"column{n}": column for n, column in enumerate(asked_columns(batch))}
        for name, column in self._asked.items():
            self.fields[name] = forms.ChoiceField(
                label=column.header, required=False, choices=column.choices, initial=column.field
            )

    @property
    def mapped(self) -> dict[tuple[str, str], str]:
        """The new meaning of each column that got one; (kind of sheet, header) → field."""
        return {
            (column.kind, column.header): self.cleaned_data[name]
            for name, column in self._asked.items()
            if self.cleaned_data[name] != column.field
        }


def asked_columns(batch: Batch) -> Iterator[Asked]:
    """Each column to ask about once, though several sheets have it."""
    told = overrides(batch)
    seen: set[tuple[str, str]] = set()
    for sheet in (sheet for file in batch.files.order_by("id") for sheet in file.sheets):
        kind, fields = sheet["kind"], sheet["columns"]
        corrected = [header for header in fields if (kind, key(header)) in told]
        for header in (*corrected, *sheet["unknown"]):
            if (kind, header) not in seen:
                seen.add((kind, header))
                yield Asked(
                    kind, header, fields.get(header, LEAVE_OUT), _free(kind, fields, header)
                )


def _free(kind: str, fields: Mapping[str, str], header: str) -> tuple[Column, ...]:
    taken = {field for other, field in fields.items() if other != header}
    return tuple(column for column in SHEETS[SheetKind(kind)] if column.field not in taken)
