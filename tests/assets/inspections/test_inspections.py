"""Inspections: handed in once, with photos, and what they say of their asset."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent
from assets.inspections.models import Inspection, InspectionDraft
from assets.ledger.models import Asset
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def test_what_was_seen_becomes_the_state_with_photos_and_an_audit_row():
    asset = making.asset()
    made = making.inspection(asset, state="闲置", note="停产")
    asset.refresh_from_db()
    entry = asset.states.first()
    assert entry is not None
    assert (asset.state, entry.since) == ("闲置", made.inspected_on)
    assert "停产" in entry.reason
    assert [photo.kind for photo in made.photos.all()] == ["照片"]
    assert AuditEvent.objects.filter(event="assets.inspected").count() == 1


def test_handed_in_ten_times_it_is_one_inspection():
    asset, by, number = making.asset(), making.keeper(), uuid.uuid4()
    made = {making.inspection(asset, by=by, id=number, note=str(n)).pk for n in range(10)}
    assert made == {number}
    assert Inspection.objects.get().note == "0"
    assert asset.files.count() == 1
    with pytest.raises(ValidationError, match="另一次"):
        making.inspection(making.asset(), by=by, id=number)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"photos": []}, "至少拍一张"),
        ({"photos": [making.upload() for _ in range(10)]}, "最多 9 张"),
        ({"inspected_on": date(2999, 1, 1)}, "将来"),
        ({"inspected_on": date(2019, 1, 1)}, "尚未启用"),
        ({"state": "新的"}, "选项"),
    ],
)
def test_what_cannot_be_is_refused_and_keeps_nothing(fields, said):
    asset = making.asset()
    with pytest.raises(ValidationError, match=said):
        making.inspection(asset, **fields)
    assert not Inspection.objects.exists()
    assert not asset.files.exists()


def test_only_keepers_inspect_and_only_what_somebody_can_look_at():
    asset = making.asset()
    with pytest.raises(PermissionDenied):
        making.inspection(asset, by=factories.user("village", factories.OTHER_VILLAGE))
    home = factories.household()
    cow = making.asset(kind="household-fixed", household=home)
    for other in (making.asset(kind="equity"), cow):
        with pytest.raises(ValidationError, match="不需要巡检"):
            making.inspection(other)
    Asset.objects.filter(pk=asset.pk).update(ended_on=timezone.localdate())
    with pytest.raises(ValidationError, match="已终止"):
        making.inspection(asset)


def test_an_older_inspection_does_not_undo_a_later_state():
    asset, today = making.asset(), timezone.localdate()
    making.inspection(asset, state="损毁")
    making.inspection(asset, state="在用", inspected_on=today - timedelta(days=3))
    asset.refresh_from_db()
    assert asset.state == "损毁"


def test_the_page_keeps_a_draft_until_it_is_handed_in(client):
    asset, by = making.asset(), factories.user("village", factories.VILLAGE)
    client.force_login(by)
    number = str(uuid.uuid4())
    draft = {"id": number, "values": {"note": "漏水"}, "at": 1}
    url = f"/assets/{asset.pk}/inspect/"

    def kept(data):
        return client.post(f"{url}draft/", json.dumps(data), content_type="application/json")

    assert kept(draft).json() == {"kept": True}
    assert client.get(url).context["data"]["draft"] == draft
    assert kept({"id": "1; drop"}).status_code == 400
    said = {
        "id": number, "inspected_on": f"{timezone.localdate()}", "state": "在用", "note": "漏水",
        "problem": "屋顶漏水", "photos": [making.upload()],
    }  # fmt: skip
    refused = client.post(url, said)
    assert (refused.status_code, refused.json()["errors"]) == (
        400,
        ["请填写整改期限和整改责任人。"],
    )
    said |= {"due_on": "2999-01-01", "who": "李建国", "photos": [making.upload()]}
    made = client.post(url, said)
    assert "漏水" in client.get(made.json()["url"]).content.decode()
    assert not InspectionDraft.objects.exists()
    assert kept(draft).json() == {"kept": False}


def test_who_scanned_the_label_finds_the_button_first(client):
    asset = making.asset()
    for role, shown in (("village", True), ("auditor", False)):
        place = factories.VILLAGE if role == "village" else factories.PINGSHAN
        client.force_login(factories.user(role, place))
        page = client.get(asset.get_absolute_url()).content.decode()
        assert (f"/assets/{asset.pk}/inspect/" in page) is shown
