"""Value lost without a paper: assets damaged, scrapped, ended or said to be worth less."""

from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from assets.corrections.models import Correction
from assets.disposal.models import Disposal
from assets.files.models import AssetFile
from assets.ledger.models import Asset
from assets.ledger.querysets import AssetQuerySet
from assets.ledger.states import StateEntry
from assets.restructuring.models import Former, Restructuring

LOST = (Asset.State.DAMAGED, Asset.State.SCRAPPED)
# Any of these says why it is gone.
GROUNDS = (AssetFile.Kind.APPROVAL, AssetFile.Kind.DECISION, AssetFile.Kind.APPRAISAL)
OF_DISPOSAL = ("appraisal", "decision", "notice")


def lost_without_paper(assets: AssetQuerySet, day: date) -> AssetQuerySet:
    """No paper of that day or later says why."""
    said = StateEntry.objects.filter(asset=OuterRef("pk"), state=OuterRef("state"))
    since = Subquery(said.order_by("-since", "-pk").values("since")[:1])
    lowered = Correction.objects.lowered().filter(asset=OuterRef("pk"))
    lost = assets.filter(Q(state__in=LOST) | Q(ended_on__lte=day) | Exists(lowered)).alias(
        lost_on=Coalesce(
            "ended_on",
            Greatest(
                Case(When(state__in=LOST, then=since)), Subquery(lowered.values("at__date")[:1])
            ),
        )
    )
    later = Q(taken_on__gte=OuterRef("lost_on")) | Q(at__date__gte=OuterRef("lost_on"))
    papers = AssetFile.objects.current().filter(later, asset=OuterRef("pk"), kind__in=GROUNDS)
    return lost.exclude(Exists(papers)).exclude(_given_up())


def _given_up() -> Q:
    """It ended by a change or disposal, whose papers came before that day and still hold."""
    changed: QuerySet[Former] = Former.objects.filter(
        asset=OuterRef("pk"),
        restructuring__state=Restructuring.State.CARRIED_OUT,
        restructuring__paper__withdrawn_at=None,
    )
    hold = {f"{name}__withdrawn_at": None for name in OF_DISPOSAL}
    disposed = Disposal.objects.filter(asset=OuterRef("pk"), state=Disposal.State.DONE, **hold)
    return Q(ended_on__isnull=False) & (Q(Exists(changed)) | Q(Exists(disposed)))
