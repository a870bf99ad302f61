"""manage.py match: what the matcher would say now, in words, without writing anything."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Suggestion
from tests import builders

pytestmark = pytest.mark.django_db


def told(**options) -> str:
    out = StringIO()
    call_command("match", stdout=out, **options)
    return out.getvalue()


def test_best_umkm_are_listed(need):
    firms = [builders.make_verified_umkm() for _ in range(3)]
    page = told(need=need.pk)
    assert all(f"{firm} ({firm.pk})" in page for firm in firms)
    assert "3 considered" in page
    assert not Suggestion.objects.exists()


def test_limit_is_lifted_by_all(need):
    for _ in range(21):
        builders.make_verified_umkm()
    assert told(need=need.pk).count("Tenun") == 20
    assert told(need=need.pk, all=True).count("Tenun") == 21


def test_a_pair_that_fits_is_explained(need):
    firm = builders.make_verified_umkm()
    page = told(need=need.pk, umkm=firm.pk)
    assert "Dapat disarankan." in page
    assert "v Satuan" in page
    assert "? Pesanan paling sedikit: belum diisi" in page


def test_a_pair_that_is_kept_apart_is_explained(need):
    dear = builders.make_verified_umkm(
        products=[builders.product(price_min=900_000, price_max=950_000)]
    )
    page = told(need=need.pk, umkm=dear.pk)
    assert "Tidak disarankan karena syarat: Harga." in page
    assert "x Harga: Harga mulai Rp 900.000 per meter" in page


def test_something_else_is_explained(need):
    potter = builders.make_verified_umkm(
        cluster="keramik",
        products=[builders.product(name="Kendi gerabah", cluster="keramik", description="Tanah")],
    )
    assert "Tidak disarankan: produknya bukan yang dicari." in told(need=need.pk, umkm=potter.pk)


def test_an_umkm_without_products_is_explained(need):
    firm = builders.make_umkm(products=[])
    assert "tidak menawarkan produk apa pun" in told(need=need.pk, umkm=firm.pk)


def test_wrong_keys_are_said(need):
    with pytest.raises(CommandError, match="no need 0"):
        told(need=0)
    with pytest.raises(CommandError, match="no UMKM 0"):
        told(need=need.pk, umkm=0)
