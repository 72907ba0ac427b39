"""What checkers of the national data ask about, as warnings."""

import pytest

from monitoring.registry.models import Household, Member
from tests.monitoring.registry.census.files import (
    bring_in,
    errors,
    household,
    id_number,
    member,
    warnings,
    workbook,
)

CHILD = {"证件号码": id_number("20150312")}
WORK = {"务工所在地": "北京市", "务工时间（月）": 6}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (CHILD | {"劳动技能": "普通劳动力"}, [("劳动技能", "labour-of-a-child")]),
        (CHILD | {"劳动技能": "无劳动力"}, []),
        ({"健康状况": "健康、残疾", "残疾等级": "一级"}, [("健康状况", "healthy-and-ill")]),
        ({"健康状况": "健康", "残疾类别": "肢体"}, [("健康状况", "disability-unsaid")]),
        ({"健康状况": "残疾", "残疾等级": ""}, [("残疾等级", "disability-ungraded")]),
        ({"健康状况": "残疾"}, []),  # a file without that column says nothing
        (WORK | {"务工时间（月）": ""}, [("务工时间（月）", "work-without-months")]),
        (WORK | {"务工所在地": ""}, [("务工所在地", "work-without-place")]),
        (WORK | {"劳动技能": "无劳动力"}, [("劳动技能", "work-without-labour")]),
        (WORK | {"劳动技能": "普通劳动力"}, []),
        (
            {"证件号码": id_number("19500101"), "公益性岗位类型": "保洁员", "公益性岗位(月数)": 3},
            [("公益性岗位类型", "post-at-seventy")],
        ),
        (
            {"是否参加城乡居民基本医疗保险": 1, "是否参加城镇职工基本医疗保险": 1},
            [("是否参加城镇职工基本医疗保险", "insured-twice")],
        ),
        ({"与户主关系": "之女"}, [("与户主关系", "relation-and-sex")]),
        ({"与户主关系": "之子"}, []),
        (CHILD | {"在校生状况": "小学", "文化程度": "小学"}, [("文化程度", "education-at-school")]),
        (
            CHILD | {"失学或辍学原因": "因病", "健康状况": "健康"},
            [("失学或辍学原因", "left-school-healthy")],
        ),
    ],
)  # fmt: skip
def test_a_doubt_about_a_member(officer, cells, found):
    batch = bring_in(workbook([household()], [member(**cells)]), by=officer)
    assert errors(batch) == []
    assert [(column, code) for _, column, code in warnings(batch)] == found
    assert Member.objects.count() == 1


MONITORED = {"监测对象类别": "脱贫不稳定户", "识别监测时间": "202105", "致贫/返贫风险1": "因病"}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (MONITORED | {"户类型": "脱贫户"}, []),
        (MONITORED | {"户类型": "一般农户"}, [("监测对象类别", "monitored-type-contradicts")]),
        (MONITORED | {"致贫/返贫风险1": ""}, [("致贫/返贫风险1", "risk-missing")]),
        (MONITORED | {"识别监测时间": ""}, [("识别监测时间", "identified-month-missing")]),
        (
            MONITORED | {"风险是否已消除": "是", "消除监测时间": ""},
            [("消除监测时间", "eliminated-month-missing")],
        ),
        (MONITORED | {"合规自付支出": 0}, [("合规自付支出", "illness-without-cost")]),
        ({"是否危房户": "否", "危房级别": "C"}, [("危房级别", "house-grade-contradicts")]),
        ({"是否危房户": "是", "危房级别": "D"}, []),
    ],
)
def test_a_doubt_about_a_household(officer, cells, found):
    batch = bring_in(workbook([household(**cells)]), by=officer)
    assert errors(batch) == []
    assert [(column, code) for _, column, code in warnings(batch)] == found
    assert Household.objects.count() == 1
