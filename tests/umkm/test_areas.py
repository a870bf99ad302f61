"""Staff of a kecamatan or a village: they see and act on their own area, and nothing else."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kemitraan.accounts.models import Role
from kemitraan.accounts.services import save_account
from kemitraan.refusals import NotAllowed
from tests import builders
from umkm.models import Umkm
from umkm.services import change_status, update_profile


def area_staff(role, **place):
    account = builders.make_account(role, **place)
    account.is_staff = True
    account.save()
    return account


@pytest.fixture
def wedi(db):
    return area_staff(Role.DISTRICT_OFFICER, district_id="33.10.03")


@pytest.fixture
def melikan(db):
    return area_staff(Role.VILLAGE_OFFICER, village_id="33.10.03.2006")


@pytest.fixture
def firms(db):
    """One in Melikan, one in another village of Wedi, one in Bayat."""
    return [
        builders.make_umkm(village=code)
        for code in ("33.10.03.2006", "33.10.03.2003", "33.10.04.2005")
    ]


def seen(user):
    return set(Umkm.objects.visible_to(user).values_list("pk", flat=True))


def test_whose_is_seen(wedi, melikan, firms):
    inside, beside, outside = (firm.pk for firm in firms)
    assert seen(wedi) == {inside, beside}
    assert seen(melikan) == {inside}
    builders.verify(firms[2])
    assert outside in seen(wedi)  # as everybody sees it


def test_who_acts_where(wedi, melikan, firms):
    inside, beside, outside = firms
    assert change_status(inside, "verify", actor=melikan, method="visit").status == "verified"
    assert change_status(beside, "return", actor=wedi, note="Alamat?").status == "returned"
    for firm, person in ((beside, melikan), (outside, wedi), (outside, melikan)):
        before = Umkm.objects.filter(pk=firm.pk).values().get()
        with pytest.raises(NotAllowed, match="wilayah"):
            change_status(firm, "reject", actor=person, reason="closed", note="Tutup.")
        with pytest.raises(NotAllowed):
            update_profile(firm, actor=person, name="Lain")
        assert Umkm.objects.filter(pk=firm.pk).values().get() == before


def test_the_private_part_of_a_verified_firm_elsewhere_stays_private(client, wedi, firms):
    outside = builders.verify(firms[2])
    client.force_login(wedi)
    page = client.get(outside.get_absolute_url()).content.decode()
    assert outside.owner_name not in page
    inside = client.get(firms[0].get_absolute_url()).content.decode()
    assert firms[0].owner_name in inside


def test_the_admin_shows_their_area_alone(client, wedi, firms):
    inside, beside, outside = firms
    client.force_login(wedi)
    assert client.get(reverse("admin:index")).status_code == 200
    rows = client.get(reverse("admin:umkm_umkm_changelist")).context["cl"].result_list
    assert set(rows) == {inside, beside}
    assert client.get(reverse("admin:umkm_umkm_change", args=[inside.pk])).status_code == 200
    page = reverse("admin:umkm_umkm_change", args=[outside.pk])
    assert client.get(page).status_code in {302, 404}
    step = reverse("admin:umkm_umkm_step", args=[outside.pk, "verify"])
    assert client.post(step, {"note": "", "method": "visit"}).status_code == 404
    assert (
        client.post(
            reverse("admin:umkm_umkm_step", args=[inside.pk, "verify"]),
            {"note": "", "method": "visit"},
        ).status_code
        == 302
    )
    outside.refresh_from_db()
    assert outside.status == "registered"


@pytest.mark.parametrize(
    "name", ["investors_company", "partnerships_mou", "partnerships_suggestion", "accounts_user"]
)
def test_other_lists_are_closed_to_them(client, wedi, name):
    client.force_login(wedi)
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_their_desk_counts_their_area(client, wedi, firms):
    client.force_login(wedi)
    page = client.get("/meja/").content.decode()
    assert "Kecamatan Wedi: 2 UMKM" in page
    assert "Bayat" not in page


def test_they_register_on_the_spot(client, melikan):
    client.force_login(melikan)
    assert "atas nama pemilik" in client.get(reverse("umkm:register")).content.decode()


@pytest.mark.parametrize(
    ("role", "field"),
    [
        (Role.DISTRICT_OFFICER, "district"),
        (Role.VILLAGE_OFFICER, "village"),
        (Role.OFFICE_OFFICER, "office"),
    ],
)
def test_such_an_account_names_its_place(db, role, field):
    account = builders.make_account(Role.UMKM)
    account.role = role
    with pytest.raises(ValidationError) as refusal:
        save_account(account, actor=builders.make_superuser())
    assert list(refusal.value.message_dict) == [field]
