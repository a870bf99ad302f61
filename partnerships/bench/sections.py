"""What `manage.py bench` can measure. A section is a function: Options in, {"on": what it ran on, "figures": [...]} out.

Each figure is a `report.Figure` as a dict; its ratios are to peers measured in the same run. To add a section, write the
function beside what it measures or here, and name it below.
"""

from collections.abc import Callable

from partnerships.bench.match_sections import (
    match_fairness,
    match_groups,
    match_growth,
    match_mutual,
    match_quality,
    match_queries,
    match_speed,
)
from partnerships.bench.post_sections import notices
from partnerships.bench.race_sections import mou_race
from partnerships.bench.report import Options
from partnerships.bench.report_sections import reports
from partnerships.bench.search_sections import search_quality, search_speed
from partnerships.bench.supply_sections import import_speed, register_at_size, stage_saves
from partnerships.bench.watch_sections import watch_day
from partnerships.bench.writing import match_write

SECTIONS: dict[str, Callable[[Options], dict]] = {
    section.__name__: section
    for section in (
        match_speed,
        match_growth,
        match_quality,
        match_queries,
        match_fairness,
        match_mutual,
        match_groups,
        match_write,
        mou_race,
        import_speed,
        register_at_size,
        stage_saves,
        notices,
        watch_day,
        reports,
        search_quality,
        search_speed,
    )
}
