"""The house tests itself: documents, settings and state tables stay what they say they are."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from investors.flow import COMPANY_FLOW, NEED_FLOW
from partnerships.flow import (
    AMENDMENT_FLOW,
    CONTRACT_FLOW,
    DISPUTE_FLOW,
    GROUP_FLOW,
    MOU_FLOW,
    REALISATION_FLOW,
    REPORT_FLOW,
    SUGGESTION_FLOW,
)
from partnerships.flow.events import EVENT_FLOW, INVITATION_FLOW, MEETING_FLOW
from umkm.flow import FACILITATION_FLOW, MEMBERSHIP_FLOW, UMKM_FLOW

ROOT = Path(settings.BASE_DIR)


def test_env_example_names_exactly_what_settings_read():
    source = (ROOT / "kemitraan/settings.py").read_text(encoding="utf-8")
    readers = r"(?:text|yes_or_no|whole_numbers?|words)\(\s*\"([A-Z_]+)\""
    read = set(re.findall(readers, source))
    named = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read == named - {"POSTGRES_PASSWORD"}  # docker-compose.yml reads that one
    assert "POSTGRES_PASSWORD" in (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "missing",
    [
        "SECRET_KEY",
        "SEALING_KEYS",
        "FINGERPRINT_KEY",
        "DATABASE_URL",
        "REDIS_URL",
        "ALLOWED_HOSTS",
    ],
)
def test_production_refuses_to_start_half_configured(missing):
    whole = {
        "DEBUG": "0",
        "SECRET_KEY": "s" * 50,
        "SEALING_KEYS": "c2VhbGVkLXdpdGgtbm90aGluZy1vZi12YWx1ZS0wMDA=",
        "FINGERPRINT_KEY": "f" * 50,
        "DATABASE_URL": "postgres://u:p@db/kemitraan",
        "REDIS_URL": "redis://redis:6379/0",
        "ALLOWED_HOSTS": "example.org",
    }
    assert _start(whole).returncode == 0
    refused = _start(whole | {missing: ""})
    assert refused.returncode != 0
    assert missing in refused.stderr


def test_a_word_that_is_neither_yes_nor_no_stops_the_start():
    assert "DEBUG='flase'" in _start({"DEBUG": "flase"}).stderr


@pytest.mark.parametrize(("name", "key"), [("SEALING_KEYS", "abc"), ("FINGERPRINT_KEY", "abc")])
def test_a_key_that_is_none_stops_the_start(name, key):
    assert name in _start({name: key}).stderr


def _start(environment):
    return subprocess.run(
        [sys.executable, "-c", "import kemitraan.settings"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "flow",
    [
        UMKM_FLOW,
        MEMBERSHIP_FLOW,
        FACILITATION_FLOW,
        COMPANY_FLOW,
        NEED_FLOW,
        SUGGESTION_FLOW,
        GROUP_FLOW,
        MOU_FLOW,
        AMENDMENT_FLOW,
        DISPUTE_FLOW,
        CONTRACT_FLOW,
        REALISATION_FLOW,
        EVENT_FLOW,
        INVITATION_FLOW,
        MEETING_FLOW,
        REPORT_FLOW,
    ],
)
def test_every_step_that_a_person_takes_says_what_happens(flow):
    for transition in flow:
        if transition.who.__name__ != "system_only":
            assert transition.consequence, transition.verb


def test_the_project_speaks_of_itself_alone():
    foreign = re.compile(r"/work/|\.library|\bsubagent|\bChatGPT|\bClaude\b")
    for path in _files("*.py", "*.md", "*.html", "*.toml", "*.sh", "*.css", "*.js", "*.yml"):
        if path != Path(__file__):
            assert not foreign.search(path.read_text(encoding="utf-8")), path


def _files(*patterns):
    skipped = {".venv", "var", ".git"}
    for pattern in patterns:
        for path in ROOT.rglob(pattern):
            if not skipped & set(path.relative_to(ROOT).parts):
                yield path
