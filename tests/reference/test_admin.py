"""Reference data in the officials' workplace: found by typing, changed by nobody."""

import pytest
from django.urls import reverse

from kemitraan.accounts.models import Role
from kemitraan.reference.models import Cluster
from tests import builders


@pytest.fixture
def official(client, klaten):
    client.force_login(builders.make_official(Role.UMKM_OFFICER))
    return client


def test_a_village_is_found_by_part_of_its_name_and_shown_with_its_kecamatan(official):
    asked = {"app_label": "umkm", "model_name": "umkm", "field_name": "village", "term": "meli"}
    found = official.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert found == [{"id": "33.10.03.2006", "text": "Melikan, Kec. Wedi"}]


@pytest.mark.parametrize(
    ("model", "words", "row"),
    [
        ("regency", "klaten", "Kabupaten Klaten"),
        ("district", "wedi", "Wedi"),
        ("cluster", "merapi", "lereng merapi"),
        ("kbli", "13133", "Kain batik"),
        ("certificatekind", "halal", "Sertifikat halal"),
        ("unit", "kodi", "kodi"),
    ],
)
def test_a_row_is_found_in_its_list(official, model, words, row):
    page = official.get(reverse(f"admin:reference_{model}_changelist"), {"q": words})
    assert page.status_code == 200
    assert [str(found) for found in page.context["cl"].result_list if row in str(found)]


def test_nobody_types_reference_data(official):
    """Files are the source: a change here would be gone with the next load."""
    keramik = reverse("admin:reference_cluster_change", args=["keramik"])
    before = Cluster.objects.values().get(code="keramik")
    assert official.post(keramik, {"name_id": "gerabah"}).status_code == 403
    assert official.get(reverse("admin:reference_cluster_add")).status_code == 403
    assert Cluster.objects.values().get(code="keramik") == before
