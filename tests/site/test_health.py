"""/sehat/ is what the container and the proxy ask."""

import pytest
from django.db import connection
from django.urls import reverse


@pytest.mark.django_db
def test_well(client):
    response = client.get(reverse("health"))
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "redis": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_without_redis(client, settings):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    response = client.get(reverse("health"))
    assert response.status_code == 503
    assert response.json() == {"database": "ok", "redis": "unreachable"}


@pytest.mark.django_db(transaction=True)
def test_without_database(client, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "HOST", "/nowhere")
        connection.close()
        response = client.get(reverse("health"))
    connection.close()
    assert response.status_code == 503
    assert response.json() == {"database": "unreachable", "redis": "ok"}
