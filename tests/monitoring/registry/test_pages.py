"""The list and the page of a household: found, shown, masked, as on any day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Post
from accounts.personal import encrypt, keyed_hash, mask
from monitoring.registry import actions
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

NUMBER = "130131195603120012"
LIST = reverse("registry:household-list")


@pytest.fixture
def officer():
    return factories.user(Post.Role.COUNTY, factories.PINGSHAN)


@pytest.fixture
def page(client, officer):
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    return client


def detail(household, **query):
    url = reverse("registry:household-detail", args=[household.pk])
    return url + "".join(f"?{key}={value}" for key, value in query.items())


def names(answer):
    return [household.head_name for household in answer.context["rows"]]


def search(page, text):
    return page.post(reverse("registry:household-search"), {"text": text}, follow=True)


def test_the_list_shows_the_area_in_order(page):
    factories.household(code="B", head_name="乙")
    factories.household(code="A", head_name="甲")
    factories.household(factories.FAR_VILLAGE, head_name="远")
    assert names(page.get(LIST)) == ["甲", "乙"]


def test_the_list_takes_a_known_number_of_queries(page, recorded_queries):
    for number in range(3):
        factories.household(head_name=f"户{number}")
    with recorded_queries("registry:household-list"):
        page.get(LIST)


@pytest.mark.parametrize(("way", "text"), [("number", NUMBER), ("name", "王建")])
def test_a_search_takes_a_known_number_of_queries(page, recorded_queries, way, text):
    for _ in range(3):
        factories.household(head_name="王建国")
    factories.member(factories.household(), id_number=NUMBER)
    with recorded_queries(f"registry:household-search by {way}"):
        search(page, text)


def test_a_search_by_number_leads_straight_to_the_household(page):
    household = factories.household()
    factories.member(household, id_number=NUMBER)
    factories.household()
    answer = search(page, NUMBER)
    assert answer.redirect_chain == [(detail(household), 302)]


def test_a_number_stands_in_no_address_and_no_session(page):
    for _ in range(2):
        factories.member(factories.household(), phone="13800000001")
    answer = search(page, "13800000001")
    assert len(names(answer)) == 2
    assert "13800000001" not in str(answer.redirect_chain)
    assert "13800000001" not in str(dict(page.session.items()))
    assert mask("13800000001") in answer.content.decode()


def test_a_search_by_name_stays_with_its_list_and_with_no_other(page):
    factories.household(head_name="王建国")
    factories.household(head_name="李四")
    assert names(search(page, "王")) == ["王建国"]
    assert names(page.get(LIST, {"search": 1, "type": "一般农户"})) == ["王建国"]
    assert len(names(page.get(LIST))) == 2


def test_a_search_that_finds_nobody_says_what_to_do(page):
    answer = search(page, "130131195603120012")
    assert names(answer) == []
    assert "empty-state" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"type": "脱贫户"}, ["脱贫"]),
        ({"monitored": "now"}, ["监测"]),
        ({"risk": "因病"}, ["监测"]),
        ({"status": "moved_away"}, ["外迁"]),
        ({"division": factories.OTHER_VILLAGE}, ["外村"]),
        ({"type": "no such type"}, ["脱贫", "监测", "外村"]),
        ({"division": factories.FAR_VILLAGE}, ["脱贫", "监测", "外村"]),
    ],
)  # fmt: skip
def test_the_list_is_filtered(page, query, expected):
    factories.household(head_name="脱贫", household_type="脱贫户")
    factories.household(head_name="监测", monitored_type="边缘易致贫户", risk2="因病")
    factories.household(head_name="外迁", status="moved_away")
    factories.household(factories.OTHER_VILLAGE, head_name="外村")
    assert names(page.get(LIST, query)) == expected


def test_the_list_is_sorted_by_name(page):
    for code, name in (("A", "乙"), ("B", "丙"), ("C", "甲")):
        factories.household(code=code, head_name=name)
    assert names(page.get(LIST, {"sort": "name"})) == sorted(["甲", "乙", "丙"])


def test_a_long_list_has_pages(page):
    for number in range(60):
        factories.household(code=f"C{number:03d}")
    first = page.get(LIST)
    second = page.get(f"{LIST}?{first.context['next']}")
    assert (len(names(first)), len(names(second))) == (50, 10)
    assert names(page.get(f"{LIST}?{second.context['previous']}")) == names(first)


def test_a_page_does_not_tell_where_a_household_outside_would_stand(page):
    for name in ("陈", "张"):
        factories.household(head_name=name)
    outside = factories.household(factories.FAR_VILLAGE, head_name="李")
    for order in ("area", "name"):
        answer = page.get(LIST, {"sort": order, "after": outside.pk})
        assert sorted(names(answer)) == ["张", "陈"]
        assert not answer.context["previous"]


def test_chosen_columns_stay_chosen(page):
    factories.household(phone="13800000001")
    page.post(reverse("registry:household-columns"), {"columns": ["phone", "no such column"]})
    assert page.get(LIST).context["columns"] == ["phone"]


def test_phones_and_numbers_are_masked(page):
    household = factories.household(phone="13800000001", head_id_masked=mask(NUMBER))
    factories.member(household, id_number=NUMBER)
    text = page.get(detail(household)).content.decode()
    assert mask(NUMBER) in text
    assert NUMBER not in text


@pytest.mark.parametrize("tab", ["members", "income", "conditions", "history"])
def test_every_tab_opens_for_a_household_with_and_without_facts(page, officer, tab):
    bare, full = factories.household(), factories.household()
    factories.member(full, name="王小明")
    factories.statement(full)
    factories.conditions(full, house_grade="C")
    actions.edit_household(full, by=officer, note="核实", phone="13800000001")
    for household in (bare, full):
        assert page.get(detail(household, tab=tab)).status_code == 200


def test_a_statement_at_identification_says_its_kind_and_period(page):
    household = factories.household()
    factories.statement(
        household, kind="identification", starts=date(2025, 6, 1), ends=date(2026, 5, 31), people=4
    )
    shown = page.get(f"{detail(household)}?tab=income").content.decode()
    assert "识别时 2025-06-01 – 2026-05-31" in shown
    assert "9,000.00" in shown


def test_the_history_says_in_words_who_changed_what(page, officer):
    household = factories.household(household_type="一般农户")
    member = factories.member(household, name="王小明")
    actions.edit_household(household, by=officer, note="县级核定", household_type="脱贫户")
    actions.edit_member(member, by=officer, note="入户", health=["残疾"], low_income_allowance=True)
    lines = page.get(detail(household, tab="history")).context["lines"]
    said = {(line.subject, line.label, line.old, line.new) for line in lines}
    assert ("农户", "户类型", "一般农户", "脱贫户") in said
    assert ("王小明", "健康状况", "—", "残疾") in said
    assert ("王小明", "享受低保", "—", "是") in said


def test_the_history_tells_a_number_masked_and_once(page, officer):
    household = factories.household()
    member = factories.member(household, id_number="130131195603120039")
    values = {
        "id_number_cipher": encrypt(NUMBER),
        "id_number_hash": keyed_hash(NUMBER),
        "id_number_masked": mask(NUMBER),
    }
    actions.edit_member(member, by=officer, note="更正", **values)
    lines = page.get(detail(household, tab="history")).context["lines"]
    assert [(line.old, line.new) for line in lines] == [(mask("130131195603120039"), mask(NUMBER))]


def test_the_page_shows_the_household_as_it_was(page, officer):
    yesterday = timezone.now() - timedelta(days=1)
    household = factories.household(source=factories.source(at=yesterday), bank_name="农行")
    actions.edit_household(household, by=officer, note="换卡", bank_name="邮储")
    day = timezone.localdate() - timedelta(days=1)
    assert page.get(detail(household, on=day)).context["shown"].household.bank_name == "农行"
    assert page.get(detail(household)).context["shown"].household.bank_name == "邮储"
    assert page.get(detail(household, on="2020-01-01")).context["shown"] is None


def test_a_flagged_household_says_why_today_and_not_of_the_past(page):
    household = factories.household()
    factories.flag(household)
    today = page.get(detail(household)).content.decode()
    assert "人均纯收入低于监测标准" in today
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "panels" not in page.get(detail(household, on=yesterday)).context


def test_the_page_takes_a_known_number_of_queries(page, recorded_queries):
    household = factories.household()
    for number in range(3):
        factories.member(household, name=f"成员{number}")
        factories.statement(household, 2024 + number)
    with recorded_queries("registry:household-detail"):
        page.get(detail(household))


def test_a_flag_shows_in_the_list_and_narrows_it(page):
    flagged, calm = factories.household(head_name="有"), factories.household(head_name="无")
    factories.flag(flagged, severity="red")
    factories.flag(calm, severity="red", cleared_on=timezone.localdate())
    for query in ({"severity": "any"}, {"severity": "red"}, {"criterion": "income-below-line"}):
        assert names(page.get(LIST, query)) == ["有"]
    assert names(page.get(LIST, {"severity": "blue"})) == []


def test_the_past_cannot_be_changed(page):
    household = factories.household()
    day = timezone.localdate() - timedelta(days=1)
    assert "may_change" not in page.get(detail(household, on=day)).context


def test_a_number_is_shown_once_for_a_purpose_that_is_kept(page):
    member = factories.member(factories.household(), id_number=NUMBER)
    url = reverse("registry:member-id-number", args=[member.pk])
    assert NUMBER not in page.get(url).content.decode()
    assert NUMBER in page.post(url, {"purpose": "identity"}).content.decode()
    event = AuditEvent.objects.get(event="households.unmasked")
    assert event.detail == {"field": "id_number", "purpose": "identity"}


@pytest.mark.parametrize("data", [{}, {"purpose": ""}, {"purpose": "curious"}])
def test_without_a_purpose_the_number_stays_masked(page, data):
    member = factories.member(factories.household(), id_number=NUMBER)
    answer = page.post(reverse("registry:member-id-number", args=[member.pk]), data)
    assert NUMBER not in answer.content.decode()
    assert not AuditEvent.objects.filter(event="households.unmasked").exists()


def test_an_unknown_number_is_refused_without_a_record(page):
    member = factories.member(factories.household())
    url = reverse("registry:member-id-number", args=[member.pk])
    answer = page.post(url, {"purpose": "identity"})
    assert answer.context["form"].non_field_errors()
    assert not AuditEvent.objects.filter(event="households.unmasked").exists()


def test_a_helper_sees_the_household_but_changes_nothing(client, officer):
    household = factories.household(head_name="王建国")
    helper = factories.user(Post.Role.HELPER, factories.VILLAGE)
    actions.pair_helper(household, helper=helper, by=officer)
    client.force_login(helper, "django.contrib.auth.backends.ModelBackend")
    assert names(client.get(LIST)) == [household.head_name]
    assert names(search(client, household.head_name)) == [household.head_name]
    assert not client.get(detail(household)).context["may_change"]
