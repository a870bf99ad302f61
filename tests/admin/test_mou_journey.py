"""A partnership from two interested sides to confirmed money, only in the admin."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contract, Mou, Realisation
from partnerships.services.suggestions import withdraw_unanswered
from tests.builders import ALL_CLAUSES, make_matched, make_need, make_suggestion, pdf


def url(page, row, *rest):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk, *rest])


def test_from_matched_to_confirmed_realisation(officer, second_officer, signed_in):
    rina, budi = signed_in(officer), signed_in(second_officer)
    wanted = make_need()
    pairs = [make_matched(wanted) for _ in range(2)]
    suggestions = reverse("admin:partnerships_suggestion_changelist")

    # One MoU of two matched suggestions: asked first, done then.
    data = {"action": "prepare_mou", ACTION_CHECKBOX_NAME: [pair.pk for pair in pairs]}
    asked = rina.post(suggestions, {**data, "index": 0})
    assert pairs[1].umkm.name in asked.content.decode()
    assert not Mou.objects.exists()
    begun = rina.post(suggestions, {**data, "confirmed": "1"})
    mou = Mou.objects.get()
    assert begun.url == url("change", mou)

    # Shares that are not the whole are refused and stay on the page.
    first, second = (f"share_{member.umkm_id}" for member in mou.members.all())
    answer = rina.post(url("shares", mou), {first: "60", second: "30"})
    assert answer.status_code == 400
    assert answer.context["form"][second].value() == "30"
    assert mou.members.first().share_percent == Decimal("50.00")
    rina.post(url("shares", mou), {first: "60", second: "40"})
    assert mou.members.first().share_percent == Decimal("60.00")

    today = timezone.localdate()
    soon = today + timedelta(days=14)
    rina.post(url("step", mou, "meet"), {"held_on": today, "note": "Sepakat"})
    rina.post(url("step", mou, "try"), {"note": "10 meter kain", "due_on": soon})
    rina.post(url("step", mou, "judge"), {"outcome": "passed", "note": "Surat pembeli"})
    rina.post(url("step", mou, "draft"), {"note": ""})

    # The terms: impossible ones keep what was typed.
    terms = {
        "number": "415.4/1/2026",
        "starts_on": today,
        "ends_on": today - timedelta(days=1),
        "mou_rupiah": "900.000.000",
        "note": "",
    }
    answer = rina.post(url("step", mou, "submit"), terms)
    assert answer.status_code == 400
    assert 'value="900.000.000"' in answer.content.decode()
    rina.post(url("step", mou, "submit"), {**terms, "ends_on": today + timedelta(days=365)})
    rina.post(url("step", mou, "approve"), dict.fromkeys(ALL_CLAUSES, "on"))

    # One scan with all signatures.
    parties = ["company", *(f"umkm-{member.umkm_id}" for member in mou.members.all())]
    signature = {"parties": parties[:2], "signed_on": today}
    assert rina.post(url("step", mou, "sign"), signature).status_code == 200  # no paper
    rina.post(url("step", mou, "sign"), {**signature, "upload": pdf("kertas")})
    mou.refresh_from_db()
    assert mou.status == "signing"
    assert "belum" in rina.get(url("change", mou)).content.decode()
    rina.post(
        url("step", mou, "sign"),
        {"parties": parties[2:], "signed_on": today, "upload": pdf("kertas")},
    )
    mou.refresh_from_db()
    assert (mou.status, mou.mou_rupiah, mou.papers.count()) == ("signed", 900_000_000, 1)
    assert rina.get(url("shares", mou)).status_code == 409  # signed is frozen

    # A contract that one officer enters for the company, another confirms on paper for the UMKM.
    contract_data = {
        "on_behalf_of": "company",
        "document": "PO-77",
        "kind": "order",
        "signed_on": today,
        "starts_on": today,
        "ends_on": today + timedelta(days=90),
        "value_rupiah": "400000000",
    }
    rina.post(url("contract", mou), contract_data)
    contract = Contract.objects.get()
    note = {"note": "Surat UMKM 21/11"}
    assert rina.post(url("step", contract, "confirm_on_behalf"), note).status_code == 403
    contract.refresh_from_db()
    assert contract.status == "entered"
    assert budi.post(url("step", contract, "confirm_on_behalf"), note).status_code == 302
    mou.refresh_from_db()
    assert mou.status == "running"

    # A realisation, corrected once, confirmed by the other officer.
    umkm = mou.members.first().umkm
    quarter = f"{today.year}-{(today.month - 1) // 3 + 1}"
    entry = {
        "on_behalf_of": "umkm",
        "umkm": umkm.pk,
        "period": quarter,
        "volume": 300,
        "value_rupiah": "25.500.000",
        "document": "INV-1",
        "on_time_percent": 100,
        "rejected_percent": 0,
        "paid_days_late": 0,
    }
    answer = rina.post(url("realisation", contract), {**entry, "volume": ""})
    assert answer.context["form"]["document"].value() == "INV-1"
    assert not Realisation.objects.exists()
    rina.post(url("realisation", contract), entry)
    realisation = Realisation.objects.get()
    page = rina.get(url("step", realisation, "correct")).context["form"]
    assert page["document"].value() == "INV-1"
    rina.post(
        url("step", realisation, "correct"), {**entry, "value_rupiah": "24.000.000", "note": ""}
    )
    budi.post(url("step", realisation, "confirm_on_behalf"), {"note": "Bukti transfer"})
    realisation.refresh_from_db()
    assert (realisation.status, realisation.value_rupiah) == ("confirmed", 24_000_000)

    html = budi.get(url("change", mou)).content.decode()
    for words in ("Rp 900.000.000", "Rp 400.000.000", "Rp 24.000.000", "PO-77", "INV-1"):
        assert words in html, words


def test_amendment_dispute_and_evaluation_in_the_admin(
    officer, second_officer, signed_in, signed_mou
):
    rina, mou = signed_in(officer), signed_mou
    later = timezone.localdate() + timedelta(days=600)
    rina.post(url("amendment", mou), {"ends_on": later, "mou_rupiah": "1.000", "why": "Lanjut"})
    amendment = mou.amendments.get()
    parties = ["company", *(f"umkm-{member.umkm_id}" for member in mou.members.all())]
    rina.post(
        url("step", amendment, "sign"),
        {"parties": parties, "signed_on": timezone.localdate(), "upload": pdf()},
    )
    mou.refresh_from_db()
    assert (mou.status, mou.ends_on, mou.mou_rupiah) == ("extended", later, 1000)
    rina.post(url("step", mou, "dispute"), {"note": "UMKM melapor: belum dibayar."})
    dispute = mou.disputes.get()
    rina.post(url("step", dispute, "mediate"), {"note": "Bertemu."})
    html = rina.get(url("change", dispute)).content.decode()
    assert reverse("partnerships:case-file", args=[dispute.pk]) in html
    rina.post(url("step", dispute, "hand_over"), {"note": "Tidak sepakat."})
    rina.post(url("step", mou, "terminate"), {"reason": "payment", "note": "Diserahkan"})
    dispute.refresh_from_db()
    assert dispute.status == "handed_over"
    rina.post(url("evaluation", mou), {"rating": 2, "note": "Menurut surat perusahaan"})
    html = rina.get(url("change", mou)).content.decode()
    assert "2/5" in html


def test_an_mou_needs_both_sides_interested(officer, signed_in):
    row = make_suggestion()
    answer = signed_in(officer).post(
        reverse("admin:partnerships_suggestion_changelist"),
        {"action": "prepare_mou", ACTION_CHECKBOX_NAME: [row.pk], "confirmed": "1"},
    )
    assert answer.status_code == 409
    assert "kedua pihak" in answer.content.decode()
    assert not Mou.objects.exists()


@pytest.mark.parametrize("who", ["verifier", "leader", "auditor"])
def test_others_begin_no_mou_and_sign_none(who, request, signed_in, mou):
    client = signed_in(request.getfixturevalue(who))
    row = make_matched()
    data = {"action": "prepare_mou", ACTION_CHECKBOX_NAME: [row.pk], "confirmed": "1"}
    client.post(reverse("admin:partnerships_suggestion_changelist"), data)
    assert Mou.objects.get() == mou  # the one that stood already

    first, second = (f"share_{member.umkm_id}" for member in mou.members.all())
    answers = [
        client.post(url("step", mou, "draft"), {"note": ""}),
        client.post(url("shares", mou), {first: "60", second: "40"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    mou.refresh_from_db()
    assert (mou.status, mou.changes.count()) == ("negotiation", 1)
    assert mou.members.first().share_percent == Decimal("50.00")


def test_others_enter_nothing_in_the_ledger(verifier, leader, signed_in, signed_mou):
    mou = signed_mou
    data = {
        "on_behalf_of": "company",
        "document": "PO-1",
        "kind": "order",
        "signed_on": mou.signed_on,
        "starts_on": mou.starts_on,
        "ends_on": mou.ends_on,
        "value_rupiah": "1000",
    }
    for person in (verifier, leader):
        client = signed_in(person)
        assert client.get(url("contract", mou)).status_code == 403
        assert client.post(url("contract", mou), data).status_code == 403
    assert not Contract.objects.exists()


def test_ending_needs_a_reason_from_the_list(officer, signed_in, signed_mou):
    mou = signed_mou
    client = signed_in(officer)
    answer = client.post(url("step", mou, "terminate"), {"note": "Bahan baku langka"})
    assert answer.status_code == 200
    assert "Bahan baku langka" in answer.content.decode()
    client.post(url("step", mou, "terminate"), {"note": "Bahan baku langka", "reason": "material"})
    mou.refresh_from_db()
    assert mou.status == "terminated"
    assert "bahan baku" in client.get(url("change", mou)).content.decode()


def test_propose_and_reopen(officer, verifier, signed_in):
    row = make_suggestion()
    assert signed_in(verifier).post(url("step", row, "propose"), {"note": ""}).status_code == 403
    signed_in(officer).post(url("step", row, "propose"), {"note": ""})
    row.refresh_from_db()
    assert row.status == "proposed"


def test_the_page_of_a_need_leads_to_its_suggestions(officer, signed_in):
    mine, foreign = make_suggestion(), make_suggestion()
    wanted = mine.need
    client = signed_in(officer)
    html = client.get(url("change", wanted)).content.decode()
    assert url("change", mine) in html
    assert url("change", foreign) not in html
    rows = client.get(
        reverse("admin:partnerships_suggestion_changelist"), {"need": wanted.pk}
    ).context["cl"]
    assert list(rows.result_list) == [mine]


def test_withdrawn_suggestions_appear_only_when_asked_for(officer, signed_in):
    row = make_suggestion()
    withdraw_unanswered(row.need_id)
    client = signed_in(officer)
    address = reverse("admin:partnerships_suggestion_changelist")
    assert not client.get(address).context["cl"].result_list
    asked = client.get(address, {"status__exact": "withdrawn"}).context["cl"]
    assert list(asked.result_list) == [row]
