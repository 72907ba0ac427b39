"""The departments that posts, access of programs, feeds and tasks are of: one list for all."""

import re
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

# What stands before the name of an office: 平山县, 石家庄市平山县.
PLACE = r"(?:.*[省市县区旗])?"


class Department(models.TextChoices):
    """The value is what people say, the label adds the official name."""

    HEALTH_INSURANCE = "医保局", _("Healthcare security bureau")
    EDUCATION = "教育局", _("Education bureau")
    CIVIL_AFFAIRS = "民政局", _("Civil affairs bureau")
    DISABLED = "残联", _("Disabled persons' federation")
    HOUSING = "住建局", _("Housing and construction bureau")
    WATER = "水利局", _("Water resources bureau")
    EMERGENCY = "应急管理局", _("Emergency management bureau")
    POLICE = "公安局", _("Public security bureau")
    LABOUR = "人社局", _("Human resources and social security bureau")
    FINANCE_REGULATION = "金融监管局", _("Financial regulation bureau")
    HEALTH = "卫健局", _("Health bureau")
    AGRICULTURE = "农业农村局", _("Agriculture and rural affairs bureau")
    LAND = "自然资源局", _("Natural resources bureau")
    TRANSPORT = "交通运输局", _("Transport bureau")
    MARKETS = "市场监管局", _("Market regulation bureau")
    VETERANS = "退役军人局", _("Veterans affairs bureau")
    PETITIONS = "信访局", _("Petitions bureau")
    STATISTICS = "统计局", _("Statistics bureau")
    WOMEN = "妇联", _("Women's federation")
    PLATFORM = "省级平台", _("Platform of the province")

    @classmethod
    def named(cls, text: str) -> Self | None:
        """Whose name that is, with or without its place: 平山县医疗保障局 is 医保局."""
        for department in cls:
            names = "|".join((department.value, *ALSO.get(department, ())))
            if re.fullmatch(f"{PLACE}(?:{names})", text.strip()):
                return department
        return None


# Other names by which an office is known.
ALSO: dict[Department, tuple[str, ...]] = {
    Department.HEALTH_INSURANCE: ("医疗保障局",),
    Department.EDUCATION: ("教体局", "教育体育局", "教育和体育局"),
    Department.DISABLED: ("残疾人联合会",),
    Department.HOUSING: ("住房和城乡建设局", "住房城乡建设局"),
    Department.WATER: ("水务局",),
    Department.EMERGENCY: ("应急局",),
    Department.LABOUR: ("人力资源和社会保障局", "人力资源社会保障局"),
    Department.FINANCE_REGULATION: ("金融监督管理局", "银保监局"),
    Department.HEALTH: ("卫生健康局", "卫健委", "卫生健康委员会"),
    Department.AGRICULTURE: ("农业局", "乡村振兴局"),
    Department.LAND: ("自然资源和规划局", "规划和自然资源局"),
    Department.TRANSPORT: ("交通局",),
    Department.MARKETS: ("市场监督管理局",),
    Department.VETERANS: ("退役军人事务局",),
    Department.WOMEN: ("妇女联合会",),
    Department.PLATFORM: ("省平台", "国家平台"),
}
