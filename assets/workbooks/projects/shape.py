"""One row of a workbook of projects: the columns of its export (assets/ledger/sheets.py)."""

from django.utils.translation import gettext_lazy as _

from assets.ledger.funding import SOURCES
from assets.ledger.sheets import funds_header
from assistance.funds.models import Fund
from monitoring.feeds.catalogue.schema import Field, Kind, Shape

BY_YEAR = _("Yuan; of another year than the project's with the year: 2019年300000；2020年50000")
RECKONED = _("Reckoned from the sources; need not be filled in")
EXAMPLES = {Fund.Source.CENTRAL: "500000.00", Fund.Source.COUNTY: "2019年80000；2020年20000"}

SHAPE = Shape(
    "projects", _("Projects by workbook"), (),
    (
        Field("number", _("Number in the project library"), Kind.TEXT, "2020-XM-001", most=40),
        Field("name", _("Name of the project"), Kind.TEXT, "2020 年扶贫车间建设"),
        Field("year", _("Year"), Kind.YEAR, "2020"),
        Field("county", _("County"), Kind.TEXT, "平山县", False),
        Field("document", _("Source document"), Kind.TEXT, "平政〔2020〕12号", most=200),
        Field("contract_sum", _("Contract sum (yuan)"), Kind.MONEY, "520000.00", False),
        Field("builder", _("Builder"), Kind.TEXT, "平山县第二建筑公司", False),
        Field("accepted_on", _("Accepted on"), Kind.DATE, "2020-11-20", False),
        *(
            Field(
                name, funds_header(source), Kind.TEXT, EXAMPLES.get(source, ""), False, most=400,
                takes=BY_YEAR,
            )
            for name, source in SOURCES.items()
        ),
        Field("funded", _("Funds (yuan)"), Kind.MONEY, "", False, takes=RECKONED),
    ),
)  # fmt: skip
