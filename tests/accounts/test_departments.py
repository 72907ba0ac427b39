"""One list of departments: what people say, with or without place and official name."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from accounts import actions
from accounts.departments import ALSO, Department
from accounts.models import Division, Post, User
from monitoring.feeds.records.senders import feeds_of
from monitoring.feeds.tasks.models import Task, TaskKind
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("医保局", "医保局"),
        (" 平山县医疗保障局 ", "医保局"),
        ("石家庄市平山县医保局", "医保局"),
        ("赞皇县教育局", "教育局"),
        ("县残疾人联合会", "残联"),
        ("平山县农业农村局", "农业农村局"),
        ("乡村振兴局", "农业农村局"),
        ("医保", None),
        ("医保局信息科", None),
        ("某某公司医保局", None),
        ("", None),
    ],
)
def test_names_of_a_department(said, meant):
    assert Department.named(said) == meant


def test_a_name_is_of_one_department():
    names = [*Department.values, *(name for names in ALSO.values() for name in names)]
    assert len(names) == len(set(names))
    assert {Department.named(name) for name in names} == set(Department)


def account(**fields) -> User:
    place = Division.objects.get(code=factories.PINGSHAN)
    return actions.create_account(
        "yibao", by=None, password=factories.PASSWORD, division=place, **fields
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"role": "department", "department": ""}, "请选择该岗位所属的部门"),
        ({"role": "department", "department": "平山县医疗保障局"}, "不是有效选项"),
        ({"role": "county", "department": "医保局"}, "只有行业部门岗位"),
    ],
)
def test_an_office_is_of_a_department_of_the_list_and_nobody_else_is(fields, said):
    with pytest.raises(ValidationError) as refused:
        account(**fields)
    assert said in " ".join(refused.value.messages)
    assert not Post.objects.exists()


def test_an_office_works_the_feeds_of_its_department():
    user = account(role="department", department="医保局")
    assert feeds_of(user) == ["medical-costs", "insurance-enrolment", "premium-rolls"]


def test_what_was_typed_before_the_list_is_named_after_it_and_the_rest_stays():
    typed, odd = factories.office("平山县医疗保障局"), factories.office("第三科")
    of = factories.household()
    task = factories.task(of, kind="enrol-insurance", department="县医疗保障局")
    TaskKind.objects.filter(code="enrol-insurance").update(department="医疗保障局")
    for name in ("accounts.migrations.0005_departments_of_a_list",
                 "monitoring.migrations.0048_departments_of_a_list"):  # fmt: skip
        importlib.import_module(name).name(apps, None)
    assert (typed.posts.get().department, odd.posts.get().department) == ("医保局", "第三科")
    assert Task.objects.get(pk=task.pk).department == "医保局"
    assert TaskKind.objects.get(code="enrol-insurance").department == "医保局"
    assert feeds_of(typed)


def test_a_post_older_than_the_list_can_be_closed():
    post = factories.office("第三科").posts.get()
    actions.close_post(post, by=None, ends=post.starts)
    assert Post.objects.get(pk=post.pk).ends == post.starts
