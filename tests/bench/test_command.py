"""manage.py bench: every section on a tiny market, as JSON and as a table."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from partnerships.bench import report
from partnerships.bench.engines import make_engine
from partnerships.bench.market import Market
from partnerships.bench.sections import SECTIONS
from partnerships.models import Suggestion
from umkm.models import Umkm

TINY = {"firms": 60, "needs": 5, "sizes": [30, 60]}


def told(*arguments, **options) -> str:
    out = StringIO()
    call_command("bench", *arguments, stdout=out, **TINY | options)
    return out.getvalue()


def values(section: dict) -> dict[str, float]:
    return {figure["name"]: figure["value"] for figure in section["figures"]}


@pytest.mark.django_db
def test_speed_as_json():
    section = json.loads(told("--json", only=["match_speed"]))["match_speed"]
    assert section["on"]["firms"] == 60
    measured = values(section)
    assert measured["engine: full batch"] > 0
    assert measured["engine: peak memory"] > 10
    ratios = next(f["ratios"] for f in section["figures"] if f["name"] == "engine: full batch")
    assert set(ratios) == {"product", "sklearn", "bm25", "postgres", "loop"}
    assert ratios["postgres"] == pytest.approx(
        measured["engine: full batch"] / measured["postgres: full batch"], rel=0.01
    )


def test_growth_compares_with_the_size_before():
    figures = json.loads(told("--json", only=["match_growth"]))["match_growth"]["figures"]
    ratios = {figure["name"]: figure["ratios"] for figure in figures}
    assert ratios["30: build"] == {}
    assert ratios["60: build"].keys() == {"size_before"}


def test_quality_has_both_splits_and_all_seeds():
    section = json.loads(told("--json", only=["match_quality"], seed=[7, 8]))["match_quality"]
    measured = values(section)
    for seed in (7, 8):
        for split in ("", "no English: "):
            assert 0 <= measured[f"seed {seed}: {split}all: ndcg@10"] <= 1


def test_fairness_as_a_table():
    table = told(only=["match_fairness"])
    assert "match_fairness: firms 60, needs 5" in table
    assert "coverage" in table
    assert "gini" in table


def test_a_section_that_is_not_there_is_refused():
    with pytest.raises(CommandError, match="nothing"):
        call_command("bench", "--only", "nothing")


def test_no_firms_are_refused():
    with pytest.raises(CommandError, match="one or more"):
        told(firms=0)


@pytest.mark.django_db
def test_what_cannot_be_measured_is_said(monkeypatch):
    def broken(_options):
        raise report.NotMeasured("scikit-learn is not installed")

    monkeypatch.setitem(SECTIONS, "match_growth", broken)
    with pytest.raises(CommandError, match="match_growth: scikit-learn is not installed"):
        told(only=["match_growth"])


@pytest.mark.django_db
def test_a_database_of_another_time_is_said():
    MigrationRecorder.Migration.objects.filter(app="partnerships").delete()
    with pytest.raises(CommandError, match="reports: the database is not up to date"):
        told(only=["reports"])


def test_every_section_has_its_name():
    assert all(name == section.__name__ for name, section in SECTIONS.items())


def test_a_batch_is_what_the_engine_says_of_each_need():
    market = Market(seed=7, firms=60, needs=5)
    engine = make_engine(market.offers())
    assert engine.match_many(market.demands, 20) == [
        engine.match(demand, 20) for demand in market.demands
    ]


def test_groups_stay_within_capacity_and_above_the_bound():
    measured = values(json.loads(told("--json", only=["match_groups"], firms=300))["match_groups"])
    for label in ("x10", "x40"):
        assert measured[f"{label}: over capacity"] == 0
        assert measured[f"{label}: cost"] > 0


def test_both_sides_gain_against_the_company_alone():
    measured = values(
        json.loads(told("--json", only=["match_mutual"], firms=600, needs=20))["match_mutual"]
    )
    assert measured["both sides: umkm"] >= measured["company alone: umkm"]
    assert measured["both sides: company"] <= measured["company alone: company"]


@pytest.mark.django_db
def test_writing_leaves_nothing_behind():
    section = json.loads(told("--json", only=["match_write"], firms=60, needs=5))["match_write"]
    assert values(section)["write: new"] > 0
    assert not Suggestion.objects.exists()
    assert not Umkm.objects.exists()


def test_figures_are_printed_with_their_ratios():
    figure = report.Figure("build", 2.0, "s", report.over(2.0, sklearn=4.0, nobody=0.0))
    lines = list(report.lines("speed", {"on": {"firms": 3}, "figures": [figure.as_dict()]}))
    assert lines[1] == "speed: firms 3"
    assert lines[2].split() == ["build", "2", "s", "0.5", "x", "sklearn"]


def test_the_queries_written_by_hand():
    measured = values(json.loads(told("--json", only=["match_queries"]))["match_queries"])
    assert {"all: leads", "en: leads", "trap: forbidden"} <= measured.keys()
    assert all(0 <= value <= 1 for value in measured.values())


@pytest.mark.django_db
def test_reports_are_measured_and_leave_nothing_behind():
    section = json.loads(told("--json", only=["reports"]))["reports"]
    assert (section["on"]["mous"], section["on"]["firms"]) == (6, 60)
    assert section["on"]["realisations"] > 0
    measured = values(section)
    assert measured["dashboard p95"] > 0
    assert 10 < measured["dashboard: queries"] < 50
    assert measured["funnel: queries"] == 1
    for page in ("quarterly page", "quarterly PDF", "LKPM of all companies", "numbers page"):
        assert measured[f"{page} p50"] > 0
    assert not Umkm.objects.exists()
