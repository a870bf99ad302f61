"""The pages of MoUs: list, making one, its page, shares, and its steps."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Mou, MouStatus
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def signature(**given) -> dict:
    return {
        "number": "415.4/7/2026",
        "signed_on": TODAY.isoformat(),
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=365)).isoformat(),
        "mou_rupiah": "Rp 120.000.000",
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
        assert method(url(name, mou.pk, *args), signature()).status_code == 404
    assert Mou.objects.get().status == MouStatus.NEGOTIATION
    assert mou.changes.count() == 1


@pytest.mark.parametrize("who", ["alice", "buyer", "leader", "auditor", "verifier"])
@pytest.mark.parametrize("verb", ["draft", "sign", "cancel"])
def test_only_the_officer_moves_an_mou(client, mou, request, who, verb):
    Mou.objects.update(status=MouStatus.DRAFT if verb == "sign" else MouStatus.NEGOTIATION)
    before = Mou.objects.values().get()
    client.force_login(request.getfixturevalue(who))
    address = url("mou-step", mou.pk, verb)
    assert client.get(address).status_code == 403
    assert client.post(address, signature(reason="price")).status_code == 403
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


def test_from_negotiation_to_signature(client, mou, officer):
    client.force_login(officer)
    page = client.get(mou.get_absolute_url()).text
    assert "UU 20/2008 Pasal 34" in page
    client.post(url("mou-step", mou.pk, "try"), {"note": "contoh 10 meter"})
    assert Mou.objects.get().status == MouStatus.TRIAL
    client.post(url("mou-step", mou.pk, "draft"))
    page = client.get(url("mou-step", mou.pk, "sign")).text
    assert "UU 20/2008 Pasal 34" in page
    response = client.post(url("mou-step", mou.pk, "sign"), signature())
    assert response.url == mou.get_absolute_url()
    signed = Mou.objects.get()
    assert (signed.status, signed.mou_rupiah) == (MouStatus.SIGNED, 120_000_000)
    assert "UU 20/2008 Pasal 34" not in client.get(mou.get_absolute_url()).text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"signed_on": (TODAY + timedelta(days=1)).isoformat()}, 400),
        ({"ends_on": TODAY.isoformat()}, 400),
        ({"mou_rupiah": "seratus juta"}, 200),
        ({"mou_rupiah": "1.5"}, 200),
        ({"mou_rupiah": ""}, 200),
        ({"number": ""}, 200),
        ({"signed_on": "besok"}, 200),
    ],
    ids=str,
)
def test_a_wrong_signature_comes_back_with_everything_typed(client, mou, officer, wrong, status):
    Mou.objects.update(status=MouStatus.DRAFT)
    client.force_login(officer)
    given = signature(number="415.4/UNIK/2026", note="di pendopo") | wrong
    response = client.post(url("mou-step", mou.pk, "sign"), given)
    assert response.status_code == status
    for name, value in given.items():
        assert value in response.text, name
    assert Mou.objects.get().status == MouStatus.DRAFT


def test_a_step_that_came_too_late_says_so(client, signed_mou, officer):
    client.force_login(officer)
    for method in (client.get, client.post):
        response = method(url("mou-step", signed_mou.pk, "sign"), signature())
        assert response.status_code == 409
        assert "Muat ulang halaman" in response.text
    assert client.post(url("mou-step", signed_mou.pk, "run")).status_code == 404


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
    assert counts[0] == counts[1] <= 30
