"""The code lists of the national forms (domain.md 7.3; census-workbook.md).

The stored value is the official Chinese term itself: what a workbook says, an export writes and a
department reads. The label is for the page.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HouseholdType(TextChoices):
    EX_POOR = "脱贫户", _("Ex-poor household")
    ORDINARY = "一般农户", _("Ordinary household")


class MonitoredType(TextChoices):
    UNSTABLE = "脱贫不稳定户", _("Unstable ex-poor household")
    MARGINAL = "边缘易致贫户", _("Marginal household")
    SUDDEN = "突发严重困难户", _("Household in sudden severe difficulty")


class EliminationMethod(TextChoices):
    HELP = "帮扶消除", _("Eliminated by help")
    NATURAL = "自然消除", _("Eliminated naturally")


class Risk(TextChoices):
    ILLNESS = "因病", _("Illness")
    SCHOOLING = "因学", _("Schooling")
    DISABILITY = "因残", _("Disability")
    DISASTER = "因自然灾害", _("Natural disaster")
    ACCIDENT = "因意外事故", _("Accident")
    FAILED_PROJECT = "因产业项目失败", _("Failed production project")
    UNSTABLE_WORK = "因务工就业不稳", _("Unstable work")
    NO_LABOUR = "缺劳动力", _("Lack of labour")
    HOUSING = "住房出现安全问题", _("Unsafe housing")
    WATER = "饮水出现安全问题", _("Unsafe drinking water")
    EPIDEMIC = "因疫情", _("Epidemic")
    OTHER = "其他", _("Other")


class HouseGrade(TextChoices):
    A = "A", _("A (safe)")
    B = "B", _("B (basically safe)")
    C = "C", _("C (partly dangerous)")
    D = "D", _("D (wholly dangerous)")


class Road(TextChoices):
    EARTH = "泥土路", _("Earth road")
    GRAVEL = "砂石路", _("Gravel road")
    CONCRETE = "水泥路", _("Concrete road")
    ASPHALT = "沥青路", _("Asphalt road")


class Fuel(TextChoices):
    WOOD = "柴草", _("Wood and straw")
    DUNG = "干畜粪", _("Dried dung")
    COAL = "煤炭", _("Coal")
    CLEAN = "清洁能源", _("Clean energy")
    OTHER = "其他", _("Other")


class Sex(TextChoices):
    MALE = "男", _("Male")
    FEMALE = "女", _("Female")


class IdentityKind(TextChoices):
    ID_CARD = "居民身份证", _("ID card")
    DISABILITY = "残疾人证", _("Disability certificate")


class Politics(TextChoices):
    MEMBER = "中共党员", _("Party member")
    PROBATIONARY = "中共预备党员", _("Probationary party member")
    LEAGUE = "共青团员", _("Youth League member")
    MASSES = "群众", _("No affiliation")


class Relation(TextChoices):
    HEAD = "户主", _("Householder")
    SPOUSE = "配偶", _("Spouse")
    SON = "之子", _("Son")
    DAUGHTER = "之女", _("Daughter")
    DAUGHTER_IN_LAW = "之儿媳", _("Daughter-in-law")
    SON_IN_LAW = "之女婿", _("Son-in-law")
    SONS_SON = "之孙子", _("Son's son")
    SONS_DAUGHTER = "之孙女", _("Son's daughter")
    DAUGHTERS_SON = "之外孙子", _("Daughter's son")
    DAUGHTERS_DAUGHTER = "之外孙女", _("Daughter's daughter")
    FATHER = "之父", _("Father")
    MOTHER = "之母", _("Mother")
    WIFES_FATHER = "之岳父", _("Wife's father")
    WIFES_MOTHER = "之岳母", _("Wife's mother")
    HUSBANDS_FATHER = "之公公", _("Husband's father")
    HUSBANDS_MOTHER = "之婆婆", _("Husband's mother")
    GRANDFATHER = "之祖父", _("Father's father")
    GRANDMOTHER = "之祖母", _("Father's mother")
    MOTHERS_FATHER = "之外祖父", _("Mother's father")
    MOTHERS_MOTHER = "之外祖母", _("Mother's mother")
    SIBLING = "之兄弟姐妹", _("Brother or sister")
    GREAT_GRANDSON = "之曾孙子", _("Great-grandson")
    GREAT_GRANDDAUGHTER = "之曾孙女", _("Great-granddaughter")
    NEPHEW = "之侄儿", _("Nephew")
    NIECE = "之侄女", _("Niece")
    SIBLING_IN_LAW = "之兄弟媳妇", _("Brother's wife")
    UNCLE = "之叔伯", _("Uncle")
    OTHER = "其他", _("Other")


class Education(TextChoices):
    NONE = "文盲或半文盲", _("Illiterate or semi-literate")
    PRIMARY = "小学", _("Primary school")
    JUNIOR = "初中", _("Junior middle school")
    SENIOR = "高中", _("Senior middle school")
    COLLEGE = "大专", _("College")
    DEGREE = "本科及以上", _("Bachelor or above")


class SchoolStage(TextChoices):
    NOT_AT_SCHOOL = "非在校生", _("Not at school")
    PRESCHOOL_AGE = "学龄前儿童", _("Below school age")
    PRESCHOOL = "学前教育", _("Pre-school")
    PRIMARY = "小学", _("Primary school")
    GRADE_7 = "七年级", _("Grade 7")
    GRADE_8 = "八年级", _("Grade 8")
    GRADE_9 = "九年级", _("Grade 9")
    SENIOR_1 = "普通高中一年级", _("Senior middle school, year 1")
    SENIOR_2 = "普通高中二年级", _("Senior middle school, year 2")
    SENIOR_3 = "普通高中三年级", _("Senior middle school, year 3")
    VOCATIONAL_1 = "中职一年级", _("Secondary vocational, year 1")
    VOCATIONAL_2 = "中职二年级", _("Secondary vocational, year 2")
    VOCATIONAL_3 = "中职三年级", _("Secondary vocational, year 3")
    HIGHER_VOCATIONAL_1 = "高职高专一年级", _("Higher vocational, year 1")
    HIGHER_VOCATIONAL_2 = "高职高专二年级", _("Higher vocational, year 2")
    HIGHER_VOCATIONAL_3 = "高职高专三年级", _("Higher vocational, year 3")
    TECHNICIAN_1 = "技师学院一年级", _("Technician college, year 1")
    TECHNICIAN_2 = "技师学院二年级", _("Technician college, year 2")
    TECHNICIAN_3 = "技师学院三年级", _("Technician college, year 3")
    TECHNICIAN_4 = "技师学院四年级", _("Technician college, year 4")
    BACHELOR_1 = "本科一年级", _("Bachelor, year 1")
    BACHELOR_2 = "本科二年级", _("Bachelor, year 2")
    BACHELOR_3 = "本科三年级", _("Bachelor, year 3")
    BACHELOR_4 = "本科四年级", _("Bachelor, year 4")
    BACHELOR_5 = "本科五年级", _("Bachelor, year 5")
    POSTGRADUATE = "硕士研究生及以上", _("Postgraduate")


# At school is every stage but these (policy-pack.md).
NOT_AT_SCHOOL = (SchoolStage.NOT_AT_SCHOOL, SchoolStage.PRESCHOOL_AGE, SchoolStage.PRESCHOOL)


class OutOfSchoolReason(TextChoices):
    ILLNESS = "因病", _("Illness")
    DISABILITY = "因残", _("Disability")
    WEARY = "厌学", _("Weary of school")
    POVERTY = "因贫", _("Poverty")
    WORK = "务工", _("Working")
    OTHER = "其他", _("Other")


class Health(TextChoices):
    HEALTHY = "健康", _("Healthy")
    CHRONIC = "长期慢性病", _("Chronic disease")
    SERIOUS = "患有大病", _("Serious illness")
    DISABLED = "残疾", _("Disabled")


class DisabilityType(TextChoices):
    SIGHT = "视力", _("Sight")
    HEARING = "听力", _("Hearing")
    SPEECH = "言语", _("Speech")
    BODY = "肢体", _("Body")
    MIND = "智力", _("Mind")
    MENTAL = "精神", _("Mental")
    MULTIPLE = "多重", _("Multiple")


class DisabilityGrade(TextChoices):
    FIRST = "一级", _("Grade 1")
    SECOND = "二级", _("Grade 2")
    THIRD = "三级", _("Grade 3")
    FOURTH = "四级", _("Grade 4")


class Labour(TextChoices):
    ORDINARY = "普通劳动力", _("Ordinary labour")
    SKILLED = "技能劳动力", _("Skilled labour")
    WEAK = "弱劳动力或半劳动力", _("Weak or half labour")
    LOST = "丧失劳动力", _("Labour lost")
    NONE = "无劳动力", _("No labour")


# GB 3304, without 族.
ETHNICITIES = tuple(
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 "  # noqa: SIM905
    "佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 "
    "阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 "
    "门巴 珞巴 基诺".split()
)
