"""`manage.py create_account`: the first accounts, made at the server's console."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent, User
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


def create(monkeypatch, *arguments: str, password: str = factories.PASSWORD + "\n") -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password))
    call_command("create_account", *arguments, "--password-stdin", stdout=io.StringIO())


@pytest.mark.parametrize(
    ("role", "division"),
    [
        ("village", factories.VILLAGE),
        ("helper", factories.VILLAGE),
        ("township", factories.PINGSHAN_TOWN),
        ("county", factories.PINGSHAN),
        ("department", factories.PINGSHAN),
        ("city", factories.CITY),
        ("auditor", factories.CITY),
        ("admin", None),
    ],
)
def test_every_role_gets_its_post(monkeypatch, role, division):
    place = ["--division", division] if division else []
    office = ["--department", "平山县医疗保障局"] if role == "department" else []
    create(monkeypatch, "zhang", "--role", role, *place, *office)
    user = User.objects.get(username="zhang")
    assert [(post.role, post.division_id) for post in user.posts.all()] == [(role, division)]
    assert user.check_password(factories.PASSWORD)
    assert not user.must_change_password


def test_a_division_may_be_named_without_its_zeros(monkeypatch):
    create(monkeypatch, "zhang", "--role", "county", "--division", "130131")
    assert User.objects.get(username="zhang").posts.get().division_id == factories.PINGSHAN


def test_it_is_in_the_audit(monkeypatch):
    create(monkeypatch, "zhang", "--role", "village", "--division", factories.VILLAGE)
    user = User.objects.get(username="zhang")
    events = AuditEvent.objects.filter(subject="accounts.user", subject_id=str(user.pk))
    assert set(events.values_list("event", flat=True)) == {
        "accounts.created",
        "accounts.post_opened",
    }


@pytest.mark.parametrize(
    ("arguments", "password", "english", "chinese"),
    [
        (["--role", "village"], "", "division", "区划"),
        (["--role", "village", "--division", "999999999999"], "", "999999999999", "区划"),
        (["--role", "village", "--division", factories.PINGSHAN], "", "not a post for", "平山县"),
        (["--role", "department", "--division", factories.PINGSHAN], "", "Choose the dep", "部门"),
        (
            ["--role", "department", "--division", factories.PINGSHAN, "--department", "第三科"],
            "",
            "No department is called",
            "医保局",
        ),
        (["--role", "king", "--division", factories.VILLAGE], "", "Unknown role", "角色"),
        (["--role", "admin", "--division", factories.VILLAGE], "", "not a post for", "管理员"),
        (["--role", "admin"], "12345", "too short", "密码"),
        (["--role", "admin"], "\n", "empty", "密码"),
    ],
)
def test_bad_input_is_said_in_both_languages_and_changes_nothing(
    monkeypatch, arguments, password, english, chinese
):
    with pytest.raises(CommandError) as refused:
        create(monkeypatch, "zhang", *arguments, password=password or factories.PASSWORD)
    assert english in str(refused.value)
    assert chinese in str(refused.value)
    assert not User.objects.filter(username="zhang").exists()


def test_a_taken_name_is_refused(monkeypatch):
    factories.user(username="zhang")
    with pytest.raises(CommandError, match="already exists"):
        create(monkeypatch, "zhang", "--role", "admin")
