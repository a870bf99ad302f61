"""docs/matching.md says what the engine does: its example is run, and its table of weights is the engine's."""

import doctest
import re
from pathlib import Path

from django.conf import settings

from partnerships.matching import DEFAULT_WEIGHTS, FAIR
from partnerships.matching.rules import RULES

PAGE = Path(settings.BASE_DIR) / "docs/matching.md"


def test_the_worked_example():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried > 10
    assert failed == 0


def test_the_weights_of_the_page():
    text = PAGE.read_text(encoding="utf-8")
    for side in ("company", "umkm"):
        row = re.search(rf"^\| {side} \| (.*) \|$", text, re.MULTILINE | re.IGNORECASE)[1]
        said = re.findall(r"([a-z ]+?) (?:preferred )?(\.\d+)", row)
        told = {name.strip().replace(" ", "_"): float(weight) for name, weight in said}
        assert told == getattr(DEFAULT_WEIGHTS, side)


def test_every_rule_is_named():
    text = " ".join(PAGE.read_text(encoding="utf-8").casefold().split())
    for code in RULES:
        assert code.replace("_", " ") in text, code


def test_the_policy_of_the_page():
    text = PAGE.read_text(encoding="utf-8")
    assert f"below {FAIR.floor:.0%}".replace("%", " %") in text
    assert f"** {FAIR.gamma:g}".replace("0.", ".") in text
