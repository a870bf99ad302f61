"""What is written about the API is true: the schema without a warning, a sentence for every field, and the guide's commands."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from kemitraan.api.tokens import make_token
from partnerships.models import Suggestion, SuggestionStatus
from tests import builders

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def told(client, db):
    return client.get(reverse("api-pages:schema")).json()


def test_the_schema_is_valid_and_nothing_is_guessed(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", tmp_path / "schema.yml")


def test_every_field_says_what_it_is(told):
    silent = [
        f"{name}.{field}"
        for name, schema in told["components"]["schemas"].items()
        for field, says in schema.get("properties", {}).items()
        if not says.get("description")
        and "$ref" not in says
        and "allOf" not in says
        and field not in {"id", "results"}
    ]
    assert not silent


def test_every_parameter_says_what_it_is(told):
    silent = [
        f"{method} {path}: {parameter['name']}"
        for path, operations in told["paths"].items()
        for method, operation in operations.items()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description") and parameter["in"] != "path"
    ]
    assert not silent


def test_every_operation_has_its_name_and_its_errors(told):
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            wanted = {"400", "401", "429"} | (
                {"403", "409", "422"} if method == "post" else {"304"}
            )
            assert wanted <= set(operation["responses"]), (method, path)
            for status in wanted - {"304"}:
                shape = operation["responses"][status]["content"]["application/json"]["schema"]
                assert shape == {"$ref": "#/components/schemas/Error"}
            names = {parameter["name"] for parameter in operation["parameters"]}
            assert "Accept-Language" in names
            assert ("Idempotency-Key" in names) == (method == "post")


def test_the_schema_speaks_the_readers_language(client, db):
    url = reverse("api-pages:schema")
    assert client.get(url)["Content-Language"] == "id"
    assert client.get(url, {"lang": "en"})["Content-Language"] == "en"
    assert client.get(url, {"lang": "xx"})["Content-Language"] == "id"
    client.cookies["django_language"] = "en"
    assert client.get(url)["Content-Language"] == "en"


def test_the_guide_names_every_address(client, told):
    page = client.get(reverse("api-pages:guide")).content.decode()
    for path in told["paths"]:
        assert path in page
    assert "600" in page
    assert "120" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(shutil.which("curl") is None, reason="There is no curl on this machine.")
def test_the_commands_of_the_guide_run(live_server, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    firm = builders.make_verified_umkm(with_account=True)
    suggestion = builders.make_suggestion(umkm=firm)
    _token, secret = make_token(actor=firm.members.get().user, name="ERP", scope="write")
    commands = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/api.md").read_text("utf-8"), re.DOTALL)
    assert len(commands) == 4
    given = {
        "PATH": "/usr/bin:/bin",
        "PORTAL": live_server.url,
        "TOKEN": secret,
        "NEED": str(suggestion.need_id),
        "SUGGESTION": str(suggestion.pk),
    }
    answers = [
        subprocess.run(
            ["sh", "-euc", command],
            env=given,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout
        for command in commands
    ]
    assert [row["id"] for row in json.loads(answers[0])["results"]] == [firm.pk]
    assert [row["id"] for row in json.loads(answers[1])["results"]] == [suggestion.pk]
    assert answers[2] == "304\n"
    assert json.loads(answers[3])["status_label"] == "UMKM interested"
    assert Suggestion.objects.get().status == SuggestionStatus.UMKM_INTERESTED
