"""Chinese names that sound right for the sex and the year of birth."""

from random import Random

SURNAMES = "王张李刘赵杨高郝韩马陈郭康封梁史齐焦任崔孙田谷范武贾安白段苏霍卢吴周霍宋董于曹"
# Common surnames come first; a rising weight per place gives the first ten about half of all.
SURNAME_WEIGHTS = [60 // (place + 2) + 2 for place in range(len(SURNAMES))]

# Characters of the generations born before 1970, before 1995, and since.
MEN = (
    "国民军生福贵德明山海书振兴林喜成文玉春保",
    "军强伟勇建刚志永立新平辉峰涛彦利杰卫东红",
    "浩宇轩博文子涵泽俊天佑一鸣晨阳嘉诚睿航凯",
)
WOMEN = (
    "秀兰英珍荣桂花芝凤梅玉素淑香翠莲芬巧改珠",
    "丽红艳霞敏芳娟燕玲萍静慧彩云晓梅琴会巧利",
    "欣怡梓涵雨萱诗佳琪梦瑶思彤若馨依诺可心婷",
)


def surname(random: Random) -> str:
    return random.choices(SURNAMES, SURNAME_WEIGHTS)[0]


def given_name(random: Random, *, male: bool, born: int) -> str:
    """One or, mostly, two characters in the fashion of the year."""
    generation = (born >= 1970) + (born >= 1995)
    characters = (MEN if male else WOMEN)[generation]
    return "".join(random.sample(characters, 1 if random.random() < 0.2 else 2))
