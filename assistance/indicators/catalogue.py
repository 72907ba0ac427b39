"""What assistance knows of a household, as indicators of criteria: each declared once, never
missing. Who is given nothing has 0 of it.
"""

from django.utils.translation import gettext_lazy as _

from monitoring.indicators.catalogue import DAYS, YUAN, Indicator, Kind

SOURCE = _("Records of assistance")
MEASURES = _("measures")

OF_ASSISTANCE = (
    Indicator(
        "measures_given", _("Measures in force"), Kind.COUNT, SOURCE, unit=MEASURES,
        sql="sum(s.given)::smallint",
    ),
    Indicator(
        "development_given", _("Development measures in force"), Kind.COUNT, SOURCE,
        unit=MEASURES, sql="sum(s.developing)::smallint",
    ),
    Indicator(
        "received_12_months", _("Yuan received from assistance in 12 months"), Kind.MONEY, SOURCE,
        unit=YUAN, sql="(sum(s.received) * 100)::bigint",
    ),
    Indicator(
        "days_without_measure", _("Days without any measure while monitored"), Kind.DAYS, SOURCE,
        unit=DAYS, sql="least(max(s.waits), 32767)::smallint",
    ),
)  # fmt: skip
