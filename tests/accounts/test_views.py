"""The account pages, each act as a person does it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Post, User
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def township():
    return signed_in(factories.user("township", factories.PINGSHAN_TOWN))


@pytest.fixture
def cadre():
    return factories.user("village", factories.VILLAGE, full_name="王小二")


def page(response) -> str:
    return str(response.content.decode())


def account_form(**changes: str) -> dict[str, str]:
    form = {
        "full_name": "赵村长",
        "username": "zhao",
        "role": "village",
        "division": f"丽水湾社区居民委员会 {factories.VILLAGE}",
        "starts": "2026-01-01",
    }
    return form | changes


def test_a_new_account_gets_a_password_shown_once_and_to_be_changed(township):
    response = township.post(reverse("accounts:user-create"), account_form())
    user = User.objects.get(username="zhao")
    password = response.context["password"]
    assert password in page(response)
    assert user.check_password(password)
    assert user.must_change_password
    assert user.posts.get().division_id == factories.VILLAGE
    assert password not in page(township.get(reverse("accounts:user-detail", args=[user.pk])))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"division": factories.OTHER_VILLAGE}, "division"),
        ({"division": "没有这个村"}, "division"),
        ({"division": factories.PINGSHAN_TOWN}, "division"),
        ({"role": "township"}, "role"),
        ({"ends": "2025-01-01"}, None),
        ({"username": "两 个"}, "username"),
    ],
)
def test_a_refused_account_says_where_and_leaves_nothing(township, changes, field):
    response = township.post(reverse("accounts:user-create"), account_form(**changes))
    errors = response.context["form"].errors
    assert list(errors) == [field or "__all__"]
    assert not User.objects.filter(username=changes.get("username", "zhao")).exists()


def test_the_list_shows_who_i_manage_and_searches(township, cadre):
    factories.user("village", factories.OTHER_VILLAGE, full_name="外乡人")
    assert "王小二" in page(township.get(reverse("accounts:user-list")))
    assert "外乡人" not in page(township.get(reverse("accounts:user-list")))
    found = township.post(reverse("accounts:user-list"), {"words": "李"}, follow=True)
    assert "王小二" not in page(found)
    assert "words" not in found.redirect_chain[-1][0]


def test_the_list_filters_by_role_and_division(township, cadre):
    factories.user("helper", factories.VILLAGE, full_name="帮扶人")
    found = township.post(
        reverse("accounts:user-list"),
        {"role": "village", "division": factories.VILLAGE},
        follow=True,
    )
    assert "王小二" in page(found)
    assert "帮扶人" not in page(found)


def test_the_list_asks_the_same_number_of_queries_for_many(township, recorded_queries):
    for _ in range(5):
        factories.user("village", factories.VILLAGE)
    with recorded_queries("accounts:user-list"):
        township.get(reverse("accounts:user-list"))


def test_a_post_opens_and_closes(township, cadre):
    township.post(
        reverse("accounts:post-open", args=[cadre.pk]),
        {"role": "helper", "division": factories.VILLAGE, "starts": "2026-02-01"},
    )
    post = cadre.posts.get(role="helper")
    yesterday = timezone.localdate() - timedelta(days=1)
    township.post(
        reverse("accounts:post-close", args=[cadre.pk, post.pk]), {"ends": str(yesterday)}
    )
    assert not Post.objects.current().filter(pk=post.pk).exists()


def test_the_same_post_twice_is_refused_in_words(township, cadre):
    response = township.post(
        reverse("accounts:post-open", args=[cadre.pk]),
        {"role": "village", "division": factories.VILLAGE, "starts": "2026-02-01"},
    )
    assert response.context["form"].non_field_errors() == ["此人已担任这个岗位。"]
    assert cadre.posts.count() == 1


def test_deactivating_ends_the_session_and_can_be_taken_back(township, cadre):
    session = signed_in(cadre)
    assert session.get("/").status_code == 200
    township.post(reverse("accounts:user-deactivate", args=[cadre.pk]))
    assert session.get("/").status_code == 302
    township.post(reverse("accounts:user-reactivate", args=[cadre.pk]))
    assert session.get("/").status_code == 200


def test_a_reset_password_opens_only_the_page_that_replaces_it(township, cadre):
    told = township.post(reverse("accounts:user-reset-password", args=[cadre.pk]))
    client = Client()
    sign_in = {"username": cadre.username, "password": told.context["password"]}
    client.post(reverse("accounts:sign-in"), sign_in)
    change = reverse("accounts:password-change")
    assert client.get("/").headers["Location"] == change
    assert client.get("/", headers={"hx-request": "true"}).headers["HX-Redirect"] == change
    old = told.context["password"]
    again = {"old_password": old, "new_password1": old, "new_password2": old}
    assert "旧密码" in client.post(change, again).content.decode()
    assert client.get("/").headers["Location"] == change
    new = {"new_password1": "a-better-9-word", "new_password2": "a-better-9-word"}
    client.post(change, new | {"old_password": told.context["password"]})
    assert client.get("/").status_code == 200


def test_a_person_changes_their_own_name_nowhere(township):
    user = User.objects.get(username__startswith="township")
    assert township.get(reverse("accounts:user-change", args=[user.pk])).status_code == 404


def test_a_manager_corrects_name_and_phone(township, cadre):
    form = {"full_name": "王二", "phone": "13800000000"}
    township.post(reverse("accounts:user-change", args=[cadre.pk]), form)
    cadre.refresh_from_db()
    assert (cadre.full_name, cadre.phone) == ("王二", "13800000000")
    last = AuditEvent.objects.filter(event="accounts.changed").get()
    assert (last.subject_id, last.division_code) == (str(cadre.pk), factories.VILLAGE)
    assert "王二" not in str(last.detail)


def test_suggestions_stay_inside_the_area_and_name_the_parents(township):
    url = reverse("accounts:division-options")
    inside = page(township.get(url, {"division": "丽水湾"}))
    assert factories.VILLAGE in inside
    assert "平山县 平山镇" in inside
    assert page(township.get(url, {"division": factories.OTHER_VILLAGE})).strip() == ""
