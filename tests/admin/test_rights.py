"""Who sees and who writes: officials see all, their office writes, nobody deletes, the rest stay outside."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from investors.models import Company
from kemitraan.accounts.models import Role
from kemitraan.api.tokens import make_token
from kemitraan.post.models import BadAddress, Outage
from partnerships.models import PartnershipProgramme
from partnerships.services.disclosures import note_contacts_seen
from partnerships.services.meetings import Promise, add_meeting, record_meeting
from partnerships.services.watch import watch
from tests import builders
from umkm.models import Merge, Umkm
from umkm.services import ask_bulk_review, ask_membership, request_facilitation
from umkm.services.identity import unmask
from umkm.services.merging import merge_firms

MODELS = sorted(
    (model._meta.label_lower for model in admin.site._registry), key=lambda label: label
)


def lists():
    for label in MODELS:
        app, name = label.split(".")
        yield reverse(f"admin:{app}_{name}_changelist")


@pytest.fixture
def one_of_each(signed_mou):
    """A row in every table."""
    umkm = builders.make_umkm(certificates=[builders.certificate()])
    group = builders.make_umkm(form="koperasi")
    actor = builders.make_official(Role.UMKM_OFFICER)
    ask_membership(group, umkm, actor=actor)
    request_facilitation(umkm, "kur", actor=actor)
    ask_bulk_review([umkm.pk], actor=actor, method="visit")
    builders.make_import(actor=actor)
    builders.make_pair()
    builders.make_data_request()
    merge_firms(builders.make_umkm(), builders.make_umkm(nik=builders.NIK), actor=actor)
    unmask(Merge.objects.get().kept, "nik", actor=actor, reason="mencocokkan dengan KTP")
    builders.make_group(signed_mou.need)
    builders.make_entry()
    builders.make_letter()
    suggestion = signed_mou.members.order_by("pk").first().suggestion
    event = builders.make_event(in_days=-1 / 24)
    builders.make_invited(event, signed_mou.company, suggestion.umkm)
    officer = builders.make_official()
    promise = Promise("officer", "Menghubungi kedua pihak", timezone.localdate())
    meeting = add_meeting(event, suggestion, actor=officer)
    record_meeting(meeting, "interested", actor=officer, promises=[promise])
    BadAddress.objects.create(address="gone@example.org", answer="550 5.1.1 no such user")
    Outage.objects.create(next_try_at=timezone.now(), answer="connection refused")
    note_contacts_seen([suggestion], whose=["umkm"], by=actor, door="page")
    builders.make_document(signed_mou)
    make_token(actor=officer, name="ERP", scope="read")
    builders.make_quarrel()
    builders.make_report()
    PartnershipProgramme.objects.create(
        name="Gerakan", held_on=signed_mou.signed_on, scope="national", source="BKPM"
    )
    builders.make_share_link(suggestion.umkm, actor=suggestion.umkm.members.first().user)
    realisation = builders.make_realisation(builders.make_confirmed_contract(signed_mou))
    watch()
    return realisation


@pytest.mark.parametrize(
    "role",
    [
        Role.UMKM_OFFICER,
        Role.PARTNERSHIP_OFFICER,
        Role.LEGAL_OFFICER,
        Role.LEADER,
        Role.AUDITOR,
    ],
)
def test_every_official_sees_every_list_and_page(role, signed_in, one_of_each):
    client = signed_in(builders.make_official(role))
    assert client.get(reverse("admin:index")).status_code == 200
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{base}_changelist")).status_code == 200, model
        row = model._default_manager.first()
        assert row is not None, f"one_of_each leaves out {model}"
        page = client.get(reverse(f"{base}_change", args=[row.pk]))
        assert page.status_code == 200, model
        assert escape(str(row)) in page.content.decode(), model


@pytest.mark.parametrize("role", [Role.UMKM, Role.COMPANY])
def test_who_is_no_official_stays_outside(role, signed_in, one_of_each):
    client = signed_in(builders.make_account(role))
    for url in [reverse("admin:index"), *lists()]:
        answer = client.get(url)
        assert answer.status_code == 302, url
        assert answer.url.startswith(reverse("admin:login")), url


def test_a_staff_flag_alone_opens_no_list(signed_in, one_of_each):
    """Should somebody tick is_staff by hand, the role still decides."""
    person = builders.make_account(Role.UMKM)
    person.is_staff = True
    person.save()
    client = signed_in(person)
    for url in lists():
        assert client.get(url).status_code == 403, url


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_leader_and_auditor_only_read(role, signed_in, one_of_each):
    client = signed_in(builders.make_official(role))
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{base}_add")).status_code == 403, model
        row = model._default_manager.first()
        if row is None:
            continue
        before = model._default_manager.filter(pk=row.pk).values().get()
        page = client.get(reverse(f"{base}_change", args=[row.pk]))
        assert b"/langkah/" not in page.content, model
        assert b"?ubah=1" not in page.content, model
        assert client.post(reverse(f"{base}_change", args=[row.pk]), {}).status_code == 403, model
        assert model._default_manager.filter(pk=row.pk).values().get() == before


def test_nobody_deletes_not_even_the_superuser(superuser, signed_in, one_of_each):
    client = signed_in(superuser)
    for model, model_admin in admin.site._registry.items():
        row = model._default_manager.first()
        if row is None:
            continue
        url = reverse(
            f"admin:{model._meta.app_label}_{model._meta.model_name}_delete", args=[row.pk]
        )
        assert client.post(url, {"post": "yes"}).status_code == 403, model
        assert model._default_manager.filter(pk=row.pk).exists(), model
        assert not model_admin.has_delete_permission(None)


def test_the_other_office_does_not_write(officer, verifier, signed_in):
    """The partnership officer keeps companies, the verifier UMKM; neither writes in the other's register."""
    umkm, buyer = builders.make_umkm(), builders.make_company()
    answer = signed_in(officer).post(
        reverse("admin:umkm_umkm_change", args=[umkm.pk]), {"name": "Nama Lain"}
    )
    assert answer.status_code == 403
    answer = signed_in(verifier).post(
        reverse("admin:investors_company_change", args=[buyer.pk]), {"name": "Nama Lain"}
    )
    assert answer.status_code == 403
    assert Umkm.objects.get().name == umkm.name
    assert Company.objects.get().name == buyer.name


def test_large_tables_never_become_a_select(superuser, rf):
    """50,000 UMKM as options would be a page of megabytes."""
    small = {"reference.cluster", "reference.unit", "reference.certificatekind"}
    request = rf.get("/")
    request.user = superuser
    for model, model_admin in admin.site._registry.items():
        for row in (None, model()):
            form = model_admin.get_form(request, row, change=row is not None)
            for name, field in form.base_fields.items():
                related = getattr(getattr(field, "queryset", None), "model", None)
                if related is None or related._meta.label_lower in small:
                    continue
                assert name in model_admin.get_autocomplete_fields(request), (model, name)


def test_typing_finds_an_umkm_by_name_number_and_nib(verifier, signed_in):
    wanted = builders.make_umkm(name="Sumber Rejeki", telephone="081299990001", nib="1234567890123")
    builders.make_umkm()
    client = signed_in(verifier)
    for text in ("sumber", "0812 9999 0001", "1234567890123"):
        url = reverse("admin:umkm_umkm_changelist")
        rows = client.get(url, {"q": text}).context["cl"].result_list
        assert list(rows) == [wanted], text
