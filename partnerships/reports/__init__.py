"""Every sum and count of what came of bringing the two sides together, worked out by the database.

Each function takes an `Asked`: which part is counted. Rooms: `amounts` (the four amounts and the relation that all sums
are made from), `headline` (the figures at the top), `tables` (the amounts divided), `quarter` (a quarter beside all before
it), `funnel` (steps, waits, conversion), `partners` (who lives in partnership, what sleeps, who is silent), `growth` (UMKM that
grew a class), `cells` (sums with who stands behind them), `behind` (the rows behind a figure).
"""

from partnerships.reports.amounts import AMOUNTS, MEASURES, Amounts, Figure, figures, of_mou
from partnerships.reports.asked import EVERYTHING, NO_PROGRAMME, Asked, quarter_of_number
from partnerships.reports.behind import SOURCES, Behind, Line
from partnerships.reports.cells import Counted, amount_cells, suggestion_cells
from partnerships.reports.funnel import (
    FUNNEL,
    Conversion,
    Step,
    conversion,
    funnel,
    funnel_beside,
    money_conversion,
)
from partnerships.reports.growth import Grown, Growth, grown
from partnerships.reports.headline import HEADLINE_SECONDS, headline
from partnerships.reports.partners import (
    Quiet,
    Share,
    Shares,
    Silence,
    in_partnership,
    silent_companies,
    sleeping,
)
from partnerships.reports.quarter import DIVIDED_BY, Both, QuarterSums, Seat, seats
from partnerships.reports.tables import DIMENSIONS, Row, Table, by, offices

__all__ = [
    "AMOUNTS",
    "DIMENSIONS",
    "DIVIDED_BY",
    "EVERYTHING",
    "FUNNEL",
    "HEADLINE_SECONDS",
    "MEASURES",
    "NO_PROGRAMME",
    "SOURCES",
    "Amounts",
    "Asked",
    "Behind",
    "Both",
    "Conversion",
    "Counted",
    "Figure",
    "Grown",
    "Growth",
    "Line",
    "QuarterSums",
    "Quiet",
    "Row",
    "Seat",
    "Share",
    "Shares",
    "Silence",
    "Step",
    "Table",
    "amount_cells",
    "by",
    "conversion",
    "figures",
    "funnel",
    "funnel_beside",
    "grown",
    "headline",
    "in_partnership",
    "money_conversion",
    "of_mou",
    "offices",
    "quarter_of_number",
    "seats",
    "silent_companies",
    "sleeping",
    "suggestion_cells",
]
