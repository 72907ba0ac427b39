"""A problem: repaired with a photo by one person, confirmed by another, once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assets.inspections.repairs import actions
from assets.inspections.repairs.models import Repair
from assets.ledger import shipped
from tests import factories
from tests.assets import making
from tests.races import refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def cadre():
    return factories.user("village", factories.VILLAGE)


def officer():
    return factories.user("township", factories.PINGSHAN_TOWN)


def test_it_is_repaired_sent_back_repaired_and_confirmed():
    by, township = cadre(), officer()
    made = making.fixed(making.asset(), by=by)
    actions.send_back(made, by=township, reason="照片看不清")
    made.refresh_from_db()
    assert (made.state, made.fixed_by, made.sent_back) == ("open", None, "照片看不清")
    actions.fix(made, by=by, fixed_on=timezone.localdate(), fixed_note="重拍",
                upload=making.upload())  # fmt: skip
    actions.confirm(made, by=township)
    made.refresh_from_db()
    assert (made.state, made.confirmed_by) == ("confirmed", township)
    with pytest.raises(ValidationError, match="已有人处理"):
        actions.send_back(made, by=township, reason="晚了")


def test_nobody_confirms_what_they_repaired_themselves():
    township = officer()
    made = making.fixed(making.asset(), by=township)
    with pytest.raises(ValidationError, match="另一人"):
        actions.confirm(made, by=township)
    with pytest.raises(PermissionDenied):
        actions.confirm(made, by=cadre())
    values = {"state": "confirmed", "confirmed_on": timezone.localdate()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Repair.objects.filter(pk=made.pk).update(**values, confirmed_by=township)


def test_it_is_not_repaired_before_it_was_found_nor_without_a_photo():
    made = making.repair(making.asset())
    said = {"by": cadre(), "fixed_note": "已修"}
    before = timezone.localdate() - timedelta(days=1)
    for day, sentence in ((before, "早于发现"), (date(2999, 1, 1), "将来")):
        with pytest.raises(ValidationError, match=sentence):
            actions.fix(made, fixed_on=day, upload=making.upload(), **said)
    with pytest.raises(ValidationError, match="重新拍摄"):
        actions.fix(made, fixed_on=timezone.localdate(),
                    upload=making.upload_of(b"not a picture"), **said)  # fmt: skip
    assert Repair.objects.open().get() == made


def test_each_level_finds_its_own_part_to_do(client):
    by, township = cadre(), officer()
    made = making.repair(making.asset(), by=by)
    client.force_login(by)
    assert "资产问题待整改" in client.get("/").content.decode()
    url = made.get_absolute_url()
    said = {"fixed_on": f"{timezone.localdate()}", "fixed_note": "已重做防水"}
    assert "必填" in client.post(url, said).content.decode()
    page = client.post(url, said | {"upload": making.upload()}, follow=True).content.decode()
    assert "整改后" in page
    client.force_login(township)
    assert "资产整改待确认" in client.get("/").content.decode()
    assert "确认已整改" in client.get(url).content.decode()
    client.post(f"{url}confirm/")
    made.refresh_from_db()
    assert made.state == "confirmed"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does():
    shipped.install()
    made = making.fixed(making.asset(), by=cadre())
    one, other = officer(), making.keeper()
    done, refused = refusals(
        lambda: actions.confirm(made, by=one),
        lambda: actions.send_back(made, by=other, reason="再看"),
    )
    assert (done, "已有人" in refused) == ("", True)
