"""Recording that the use of a year's income was published."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from assets.income.publication.models import Publication
from monitoring.cases.casework.attachments import kept
from monitoring.registry.act import refuse_if, refuse_if_to_come

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PUBLISH = "distributions.publish"


@transaction.atomic
def publish(
    village: Division,
    *,
    by: User,
    year: int,
    published_on: date,
    place: str,
    upload: "UploadedFile[bytes]",
) -> Publication:
    require(by, PUBLISH, village.code)
    refuse_if_to_come(published_on)
    refuse_if(published_on.year < year, _("Nothing is published before its year."))
    made = Publication(
        division=village, year=year, published_on=published_on, place=place.strip(), by=by
    )
    made.full_clean(exclude=["proof"])
    file = kept(upload)
    made.proof.save(str(file.name), file, save=False)
    made.save(force_insert=True)
    audit.record(Event.INCOME_PUBLISHED, by=by, division_code=village.code, subject=made, year=year)
    return made
