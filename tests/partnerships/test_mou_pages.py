"""The pages of MoUs: list, making one, its page, shares, and its steps."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Mou, MouStatus
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def terms(**given) -> dict:
    return {
        "number": "415.4/7/2026",
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=365)).isoformat(),
        "mou_rupiah": "Rp 120.000.000",
    } | given


CLAUSES = dict.fromkeys(builders.ALL_CLAUSES, "on")


def signature(*parties, **given) -> dict:
    return {
        "parties": list(parties),
        "signed_on": TODAY.isoformat(),
        "upload": builders.pdf(),
    } | given


# ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("mou", []),
        ("mou-shares", []),
        ("mou-step", ["draft"]),
        ("mou-step", ["sign"]),
        ("contract-new", []),
    ],
)
def test_charlie_finds_nothing(client, mou, charlie, name, args):
    client.force_login(charlie)
    for method in (client.get, client.post):
        if name == "mou" and method == client.post:
            continue
        assert method(url(name, mou.pk, *args), terms()).status_code == 404
    assert Mou.objects.get().status == MouStatus.NEGOTIATION
    assert mou.changes.count() == 1


@pytest.mark.parametrize("who", ["alice", "buyer", "leader", "auditor", "verifier"])
@pytest.mark.parametrize("verb", ["draft", "submit", "cancel"])
def test_only_the_officer_moves_an_mou(client, mou, request, who, verb):
    Mou.objects.update(status=MouStatus.DRAFT if verb == "submit" else MouStatus.NEGOTIATION)
    before = Mou.objects.values().get()
    client.force_login(request.getfixturevalue(who))
    address = url("mou-step", mou.pk, verb)
    assert client.get(address).status_code == 403
    assert client.post(address, terms(reason="price")).status_code == 403
    assert Mou.objects.values().get() == before
    assert mou.changes.count() == 1


@pytest.mark.parametrize("who", ["alice", "buyer", "charlie", "leader", "verifier"])
def test_only_the_officer_makes_and_divides(client, matched, request, who):
    client.force_login(request.getfixturevalue(who))
    address = f"{url('mou-new')}?need={matched.need_id}"
    assert client.get(address).status_code == 403
    assert client.post(address, {"suggestions": [matched.pk]}).status_code == 403
    assert not Mou.objects.exists()
    mou = builders.make_mou(matched)
    response = client.post(url("mou-shares", mou.pk), {f"share_{matched.umkm_id}": "100"})
    assert response.status_code == (404 if who == "charlie" else 403)


def test_each_sees_its_own(client, mou, alice, buyer, charlie, leader):
    for person, count in ((alice, 1), (buyer, 1), (leader, 1), (charlie, 0)):
        client.force_login(person)
        assert client.get(url("mous")).text.count(mou.get_absolute_url()) == count


def test_umkm_of_one_mou_do_not_see_each_others_numbers(client, need):
    pair = [builders.make_matched(need) for _ in range(2)]
    mou = builders.make_mou(*pair)
    first, second = (row.umkm for row in pair)
    client.force_login(first.members.get().user)
    page = client.get(mou.get_absolute_url()).text
    assert second.name in page
    assert second.telephone not in page
    assert need.company.contact_telephone in page
    client.force_login(need.company.members.get().user)
    assert second.telephone in client.get(mou.get_absolute_url()).text


# ── Making one ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_officer_makes_an_mou_of_chosen_pairs(client, need, officer):
    pair = [builders.make_matched(need) for _ in range(3)]
    client.force_login(officer)
    assert need.title in client.get(url("mou-new")).text
    address = f"{url('mou-new')}?need={need.pk}"
    page = client.get(address).text
    assert all(row.umkm.name in page for row in pair)
    assert client.post(address, {}).status_code == 200
    assert not Mou.objects.exists()
    response = client.post(address, {"suggestions": [pair[0].pk, pair[2].pk]})
    mou = Mou.objects.get()
    assert response.url == mou.get_absolute_url()
    assert {member.umkm for member in mou.members.all()} == {pair[0].umkm, pair[2].umkm}


def test_what_is_not_matched_cannot_be_chosen(client, suggestion, officer):
    client.force_login(officer)
    address = f"{url('mou-new')}?need={suggestion.need_id}"
    assert client.post(address, {"suggestions": [suggestion.pk]}).status_code == 200
    assert not Mou.objects.exists()


# ── Shares ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_shares_with_comma_and_with_point(client, need, officer):
    mou = builders.make_mou(*(builders.make_matched(need) for _ in range(2)))
    first, second = (member.umkm_id for member in mou.members.all())
    client.force_login(officer)
    address = url("mou-shares", mou.pk)
    response = client.post(address, {f"share_{first}": "70", f"share_{second}": "20"})
    assert response.status_code == 400
    assert "100 %" in response.text
    assert 'value="70"' in response.text
    response = client.post(address, {f"share_{first}": "66,67", f"share_{second}": "33.33"})
    assert response.url == mou.get_absolute_url()
    assert [str(member.share_percent) for member in mou.members.all()] == ["66.67", "33.33"]


def test_signed_shares_are_closed(client, signed_mou, officer):
    client.force_login(officer)
    assert client.get(url("mou-shares", signed_mou.pk)).status_code == 409


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_from_negotiation_to_signature(client, mou, officer, alice, buyer):
    client.force_login(officer)
    page = client.get(mou.get_absolute_url()).text
    assert "UU 20/2008 Pasal 34" in page

    def step(verb, **given):
        return client.post(url("mou-step", mou.pk, verb), given)

    def status():
        return Mou.objects.get().status

    step("meet", held_on=TODAY.isoformat(), place="Pendopo", note="Sepakat uji contoh")
    step("try", note="contoh 10 meter", due_on=(TODAY + timedelta(days=14)).isoformat())
    assert status() == MouStatus.TRIAL
    assert step("draft").status_code == 400  # nobody has judged the sample
    client.force_login(buyer)
    step("judge", outcome="to_mend", fixes="Warna luntur")
    step("judge", outcome="passed")
    client.force_login(officer)
    step("draft")
    page = client.get(url("mou-step", mou.pk, "submit")).text
    assert "UU 20/2008 Pasal 34" in page
    step("submit", **terms())
    assert status() == MouStatus.LEGAL_CHECK
    assert step("approve", **CLAUSES | {"has_term": ""}).status_code == 400
    assert step("approve", **CLAUSES).status_code == 302
    assert status() == MouStatus.SIGNING
    client.force_login(buyer)
    assert "belum menandatangani" in client.get(mou.get_absolute_url()).text
    step("sign", **signature("company", signed_by="Ibu Direktur"))
    client.force_login(alice)
    firm = mou.members.get().umkm_id
    response = step("sign", **signature(f"umkm-{firm}"))
    assert response.url == mou.get_absolute_url()
    signed = Mou.objects.get()
    assert (signed.status, signed.mou_rupiah) == (MouStatus.SIGNED, 120_000_000)
    page = client.get(mou.get_absolute_url()).text
    assert "UU 20/2008 Pasal 34" not in page
    for words in ("Ibu Direktur", "Warna luntur", "Pendopo", signed.papers.first().digest):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"ends_on": TODAY.isoformat()}, 400),
        ({"mou_rupiah": "seratus juta"}, 200),
        ({"mou_rupiah": "1.5"}, 200),
        ({"mou_rupiah": ""}, 200),
        ({"number": ""}, 200),
        ({"starts_on": "besok"}, 200),
    ],
    ids=str,
)
def test_wrong_terms_come_back_with_everything_typed(client, mou, officer, wrong, status):
    Mou.objects.update(status=MouStatus.DRAFT)
    client.force_login(officer)
    given = terms(number="415.4/UNIK/2026", note="di pendopo") | wrong
    response = client.post(url("mou-step", mou.pk, "submit"), given)
    assert response.status_code == status
    for name, value in given.items():
        assert value in response.text, name
    assert Mou.objects.get().status == MouStatus.DRAFT


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"signed_on": (TODAY + timedelta(days=1)).isoformat()}, 400),
        ({"signed_on": "besok"}, 200),
        ({"parties": []}, 200),
        ({"parties": ["witness-9"]}, 200),
        ({"upload": ""}, 200),
        ({"upload": SimpleUploadedFile("x.pdf", b"bukan pdf")}, 200),
    ],
    ids=str,
)
def test_a_wrong_signature_comes_back_with_everything_typed(client, mou, officer, wrong, status):
    mou = builders.make_checked_mou(mou)
    client.force_login(officer)
    given = signature("company", signed_by="Ibu Sari") | wrong
    response = client.post(url("mou-step", mou.pk, "sign"), given)
    assert response.status_code == status
    assert "Ibu Sari" in response.text
    assert Mou.objects.get().status == MouStatus.SIGNING
    assert not mou.signatures.exists()


def test_a_step_that_came_too_late_says_so(client, signed_mou, officer):
    client.force_login(officer)
    for method in (client.get, client.post):
        response = method(url("mou-step", signed_mou.pk, "sign"), signature("company"))
        assert response.status_code == 409
        assert "Muat ulang halaman" in response.text
    assert client.post(url("mou-step", signed_mou.pk, "run")).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("alice", 200), ("buyer", 200), ("leader", 200), ("charlie", 404)]
)
def test_papers_are_for_the_parties_and_officials(client, signed_mou, request, who, status):
    client.force_login(request.getfixturevalue(who))
    response = client.get(signed_mou.papers.get().get_absolute_url())
    assert response.status_code == status
    if status == 200:
        content = b"".join(response.streaming_content)
        assert sha256(content).hexdigest() == signed_mou.papers.get().digest
        assert "attachment" in response["Content-Disposition"]


def test_an_amendment_is_written_signed_and_seen(client, signed_mou, officer, buyer):
    client.force_login(buyer)
    address = url("amendment-new", signed_mou.pk)
    assert client.get(address).status_code == 403
    client.force_login(officer)
    later = (TODAY + timedelta(days=500)).isoformat()
    given = {"ends_on": later, "mou_rupiah": "100.000.000", "why": "Pesanan berlanjut"}
    assert client.post(address, {**given, "why": ""}).status_code == 200
    assert client.post(address, {**given, "ends_on": signed_mou.ends_on}).status_code == 400
    client.post(address, given)
    amendment = signed_mou.amendments.get()
    assert (str(amendment.ends_on), amendment.mou_rupiah) == (later, None)
    firm = signed_mou.members.get().umkm_id
    client.post(url("amendment-step", amendment.pk, "sign"), signature("company", f"umkm-{firm}"))
    signed_mou.refresh_from_db()
    assert (str(signed_mou.ends_on), signed_mou.status) == (later, MouStatus.EXTENDED)
    assert "Pesanan berlanjut" in client.get(signed_mou.get_absolute_url()).text


def test_a_dispute_is_opened_mediated_and_told(client, signed_mou, officer, alice):
    client.force_login(alice)
    address = url("mou-step", signed_mou.pk, "dispute")
    assert client.post(address, {"note": ""}).status_code == 200
    client.post(address, {"note": "Barang ditolak tanpa sebab."})
    dispute = signed_mou.disputes.get()
    step = url("dispute-step", dispute.pk, "mediate")
    assert client.post(step, {"note": "x"}).status_code == 403
    assert "Barang ditolak" in client.get(signed_mou.get_absolute_url()).text
    client.force_login(officer)
    client.post(step, {"note": "Bertemu di kantor."})
    assert "Barang ditolak" in client.get(url("case", dispute.pk)).text
    client.post(url("dispute-step", dispute.pk, "resolve"), {"note": "Diganti."})
    assert Mou.objects.get().status == MouStatus.SIGNED


def test_the_end_is_evaluated_by_both(client, signed_mou, officer, alice, buyer):
    client.force_login(officer)
    client.post(url("mou-step", signed_mou.pk, "complete"))
    firm = signed_mou.members.get().umkm_id
    for person, given in ((buyer, {}), (alice, {"umkm": firm})):
        client.force_login(person)
        assert url("evaluation-new", signed_mou.pk) in client.get(reverse("desk")).text
        address = url("evaluation-new", signed_mou.pk)
        assert client.post(address, {"rating": "9", **given}).status_code == 200
        client.post(address, {"rating": "4", "goes_on": "on", **given})
        assert url("evaluation-new", signed_mou.pk) not in client.get(reverse("desk")).text
    assert signed_mou.evaluations.count() == 2


def test_cancelling_asks_why(client, mou, officer):
    client.force_login(officer)
    address = url("mou-step", mou.pk, "cancel")
    assert client.post(address, {}).status_code == 200
    assert Mou.objects.get().status == MouStatus.NEGOTIATION
    client.post(address, {"reason": "umkm_silent"})
    assert Mou.objects.get().status == MouStatus.CANCELLED
    assert mou.changes.first().reason == "umkm_silent"


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_list_is_searched_by_company_umkm_and_number(client, signed_mou, officer):
    other = builders.make_mou()
    client.force_login(officer)
    firm = signed_mou.members.get().umkm
    for text in (firm.name, signed_mou.company.name, signed_mou.number):
        page = client.get(url("mous"), {"q": text}).text
        assert signed_mou.get_absolute_url() in page
        assert f'"{other.get_absolute_url()}"' not in page
    page = client.get(url("mous"), {"status": "negotiation"}).text
    assert f'"{signed_mou.get_absolute_url()}"' not in page
    assert "Tidak ada MoU dengan saringan ini." in client.get(url("mous"), {"q": "zzz"}).text


def test_lists_and_pages_cost_the_same_for_few_and_for_many(client, need, officer, count_queries):
    client.force_login(officer)
    listed = []
    for _ in range(2):
        for _ in range(3):
            builders.make_mou(*(builders.make_matched(need) for _ in range(2)))
        listed.append(count_queries(url("mous")))
    assert listed[0] == listed[1] <= 12


def test_page_costs_the_same_for_few_and_for_many_entries(client, need, count_queries):
    pair = [builders.make_matched(need) for _ in range(4)]
    contract = builders.make_confirmed_contract(builders.make_signed_mou(builders.make_mou(*pair)))
    buyer = need.company.members.get().user
    client.force_login(buyer)
    counts = []
    for half in (pair[:2], pair[2:]):
        for row in half:
            builders.make_realisation(contract, umkm=row.umkm, actor=row.umkm.members.get().user)
        counts.append(count_queries(contract.mou.get_absolute_url()))
    assert counts[0] == counts[1] <= 42
