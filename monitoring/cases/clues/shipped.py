"""The limit of judging that ships with the application; later ones are an administrator's."""

from datetime import date

from monitoring.cases.clues.models import JudgementLimit


def install() -> None:
    if not JudgementLimit.objects.exists():
        JudgementLimit.objects.create(
            days=5,
            valid_from=date(2022, 1, 1),
            document="上级文件未明确研判期限，暂按 5 天，待核定",
        )
