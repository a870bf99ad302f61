"""The pages of suggestions: who sees which, what stands on them, and the buttons."""

import pytest
from django.urls import reverse

from kemitraan.accounts.models import Role
from kemitraan.identifiers import show_telephone
from partnerships.models import NeedMatch, Suggestion, SuggestionStatus
from partnerships.services.suggestions import propose
from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


# ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["suggestion", "interest", "suggestion-step"])
def test_charlie_finds_nothing(client, suggestion, charlie, name):
    client.force_login(charlie)
    args = (suggestion.pk, "decline") if name == "suggestion-step" else (suggestion.pk,)
    for method in (client.get, client.post):
        if (name, method) in {("interest", client.get), ("suggestion", client.post)}:
            continue
        response = method(url(name, *args), {"reason": "price"})
        assert response.status_code == 404
    assert Suggestion.objects.get().status == SuggestionStatus.SUGGESTED
    assert suggestion.changes.count() == 1


def test_charlie_and_alice_do_not_see_the_ranking_of_a_need(client, suggestion, charlie, alice):
    for person in (charlie, alice):
        client.force_login(person)
        assert client.get(url("need-suggestions", suggestion.need_id)).status_code == 404


def test_without_an_account_one_signs_in_first(client, suggestion):
    for address in (
        url("suggestions"),
        url("suggestion", suggestion.pk),
        url("need-suggestions", suggestion.need_id),
    ):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url == f"{reverse('accounts:sign-in')}?next={address}"


@pytest.mark.parametrize("who", ["alice", "bob", "buyer", "officer", "leader", "auditor"])
def test_parties_and_officials_see_it(client, suggestion, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url("suggestion", suggestion.pk)).status_code == 200
    assert suggestion.need.title in client.get(url("suggestions")).text


def test_people_with_other_firms_see_their_own_list_only(client, suggestion):
    other = builders.make_suggestion(umkm=builders.make_verified_umkm(with_account=True))
    client.force_login(other.umkm.members.get().user)
    page = client.get(url("suggestions")).text
    assert other.need.title in page
    assert suggestion.need.title not in page


# ── Contacts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def traces(number: str) -> list[str]:
    """Every way in which a telephone number could stand in a page."""
    return [number, number.lstrip("+"), show_telephone(number), "0" + number.removeprefix("+62")]


@pytest.mark.parametrize("name", ["suggestion", "suggestions", "need-suggestions"])
def test_contacts_are_hidden_until_both_are_interested(client, suggestion, alice, buyer, name):
    Umkm.objects.filter(pk=suggestion.umkm_id).update(owner_name="Nyai Ontosoroh")
    umkm, company = Umkm.objects.get(pk=suggestion.umkm_id), suggestion.need.company
    pages = {alice: [*traces(company.contact_telephone), company.contact_email],
             buyer: [*traces(umkm.telephone), umkm.owner_name]}  # fmt: skip
    for person, secrets in pages.items():
        if (person, name) == (alice, "need-suggestions"):
            continue
        client.force_login(person)
        args = {"suggestion": [suggestion.pk], "need-suggestions": [suggestion.need_id]}
        page = client.get(url(name, *args.get(name, []))).text
        for secret in secrets:
            assert secret not in page
    client.force_login(buyer)
    page = client.get(url("suggestion", suggestion.pk)).text
    assert "Kontak tampil setelah kedua pihak menyatakan berminat." in page


def test_matched_sides_can_call_each_other(client, matched, alice, buyer):
    umkm, company = matched.umkm, matched.need.company
    for person, theirs, own in (
        (buyer, umkm.telephone, company.contact_telephone),
        (alice, company.contact_telephone, umkm.telephone),
    ):
        client.force_login(person)
        page = client.get(url("suggestion", matched.pk)).text
        assert f'href="https://wa.me/{theirs.lstrip("+")}"' in page
        assert f'href="tel:{theirs}"' in page
        assert own not in page


def test_declined_again_hides_the_contact(client, matched, alice, buyer):
    client.force_login(alice)
    client.post(url("suggestion-step", matched.pk, "decline"), {"reason": "price"})
    client.force_login(buyer)
    page = client.get(url("suggestion", matched.pk)).text
    for secret in traces(matched.umkm.telephone):
        assert secret not in page


# ── Scores ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_side_sees_its_own_benefit_and_officials_both(
    client, suggestion, alice, buyer, officer
):
    company, umkm = "Manfaat bagi perusahaan", "Manfaat bagi UMKM"
    for person, shown in ((alice, {umkm}), (buyer, {company}), (officer, {company, umkm})):
        client.force_login(person)
        page = client.get(url("suggestion", suggestion.pk)).text
        assert {label for label in (company, umkm) if label in page} == shown


# ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_interest_is_one_press(client, suggestion, alice):
    client.force_login(alice)
    assert url("interest", suggestion.pk) in client.get(url("suggestion", suggestion.pk)).text
    response = client.post(url("interest", suggestion.pk))
    assert response.url == suggestion.get_absolute_url()
    assert Suggestion.objects.get().status == SuggestionStatus.UMKM_INTERESTED
    # Pressed twice (a slow line): said, and nothing changes.
    assert client.post(url("interest", suggestion.pk)).status_code == 409
    assert suggestion.changes.count() == 2


def test_interest_is_never_a_get(client, suggestion, alice):
    client.force_login(alice)
    assert client.get(url("interest", suggestion.pk)).status_code == 405
    assert suggestion.changes.count() == 1


def test_press_on_the_desk_returns_to_the_desk(client, suggestion, alice):
    client.force_login(alice)
    response = client.post(url("interest", suggestion.pk), {"next": reverse("desk")})
    assert response.url == reverse("desk")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_press_never_leads_away(client, suggestion, alice, elsewhere):
    client.force_login(alice)
    response = client.post(url("interest", suggestion.pk), {"next": elsewhere})
    assert response.url == suggestion.get_absolute_url()


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(client, suggestion, buyer):
    client.force_login(buyer)
    address = url("suggestion-step", suggestion.pk, "decline")
    assert "kapasitas tidak cukup" in client.get(address).text
    response = client.post(address, {"note": "Kami mencari bahan lain."})
    assert response.status_code == 200
    assert "Kami mencari bahan lain." in response.text
    assert suggestion.changes.count() == 1
    response = client.post(address, {"reason": "quality", "note": "Kami mencari bahan lain."})
    assert response.url == suggestion.get_absolute_url()
    assert Suggestion.objects.get().status == SuggestionStatus.DECLINED


def test_a_side_does_not_propose(client, suggestion, alice, buyer):
    for person in (alice, buyer):
        client.force_login(person)
        address = url("suggestion-step", suggestion.pk, "propose")
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert suggestion.changes.count() == 1


@pytest.mark.parametrize("verb", ["withdraw", "suggest_again", "umkm_agrees", "nonsense"])
def test_verbs_of_the_machine_have_no_address(client, suggestion, officer, verb):
    client.force_login(officer)
    assert client.post(url("suggestion-step", suggestion.pk, verb)).status_code == 404
    assert suggestion.changes.count() == 1


def test_officer_proposes_with_one_press(client, suggestion, officer):
    client.force_login(officer)
    client.post(url("suggestion-step", suggestion.pk, "propose"))
    assert Suggestion.objects.get().status == SuggestionStatus.PROPOSED
    response = client.post(url("suggestion-step", suggestion.pk, "propose"))
    assert response.status_code == 409
    assert "Muat ulang halaman" in response.text


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ranking_tells_what_each_rule_excluded(client, suggestion, buyer):
    run = builders.make_run(suggestion.need)
    match = run.need_matches.get()
    match.considered, match.suggested, match.excluded = 40, 1, {"radius": 12}
    match.finished_at = suggestion.updated_at
    match.save()
    client.force_login(buyer)
    page = client.get(url("need-suggestions", suggestion.need_id)).text
    assert "40 UMKM diperiksa" in page
    assert "12 UMKM" in page


def test_before_the_first_run_the_page_says_so(client, need, buyer):
    NeedMatch.objects.all().delete()
    client.force_login(buyer)
    page = client.get(url("need-suggestions", need.pk)).text
    assert "Pencocokan sedang antre atau berjalan" in page


def test_who_waits_comes_first_in_ones_own_list(client, verified_umkm, alice, officer):
    best = builders.make_suggestion(umkm=verified_umkm, score=95.0)
    asked = propose(builders.make_suggestion(umkm=verified_umkm, score=51.0), actor=officer)
    client.force_login(alice)
    page = client.get(url("suggestions")).text
    assert page.index(asked.need.title) < page.index(best.need.title)


def test_withdrawn_is_on_no_list(client, suggestion, alice):
    Suggestion.objects.update(status=SuggestionStatus.WITHDRAWN)
    client.force_login(alice)
    assert suggestion.need.title not in client.get(url("suggestions")).text


@pytest.mark.parametrize("query", ["?status=matched", "?status=nonsense", "?q=zzz", "?page=99"])
def test_filters_never_break(client, suggestion, officer, query):
    client.force_login(officer)
    assert client.get(url("suggestions") + query).status_code == 200
    assert client.get(url("need-suggestions", suggestion.need_id) + query).status_code == 200


@pytest.mark.parametrize("who", ["alice", "buyer", "officer"])
def test_lists_cost_the_same_for_two_and_for_many(
    client, need, verified_umkm, request, who, count_queries
):
    client.force_login(request.getfixturevalue(who))
    counts = []
    for _ in range(2):
        for _ in range(3):
            builders.make_suggestion(need)
            builders.make_suggestion(umkm=verified_umkm)
        pages = [url("suggestions")]
        if who != "alice":
            pages.append(url("need-suggestions", need.pk))
        counts.append([count_queries(page) for page in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20


def test_english_reader_reads_english(client, suggestion, buyer):
    client.force_login(buyer)
    client.cookies["django_language"] = "en"
    page = client.get(url("suggestion", suggestion.pk)).text
    assert '<html lang="en">' in page


def test_reader_of_a_company_sees_no_buttons(client, suggestion, company):
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role="reader")
    client.force_login(reader)
    page = client.get(url("suggestion", suggestion.pk)).text
    assert url("interest", suggestion.pk) not in page
