"""A gap that the matcher found becomes a request to the office that helps, with one tap of the UMKM's own people."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from kemitraan.accounts.models import Office
from kemitraan.reference.models import CertificateKind
from kemitraan.refusals import NotAllowed
from partnerships.helpdesk import HelpDesk
from partnerships.matching import FACTS, RULES, Fact
from partnerships.models import Suggestion
from partnerships.services.facilitation import ask_help_with_gap
from partnerships.standing import Standing
from partnerships.wording import facilitation, offices, told
from tests import builders
from umkm.models import FacilitationRequest, FacilitationService
from umkm.services import change_facilitation

pytestmark = pytest.mark.django_db

SHORT = {"capacity": 900, "free": 600, "volume": 1000, "short": 400, "unit": "meter"}
GAPS = (
    Fact("certificates_missing", {"codes": ["halal", "spp-irt"], "required": False}),
    Fact("capacity_short", SHORT),
    Fact("far", {"km": 84.0}),
)
WHAT_IFS = (Fact("with_price", {"price": 80_000, "unit": "meter", "score": 82.0}),)
SAID = "Kapasitas bebas 600 meter per bulan, kurang 400 dari 1.000."


@pytest.fixture
def lacking(need, verified_umkm):
    """A suggestion to Alice's firm with gaps that offices help with, and one that nobody can close."""
    return builders.make_suggestion(need, verified_umkm, gaps=GAPS, what_ifs=WHAT_IFS)


def tap(suggestion, code="capacity_short", service="kur") -> str:
    return reverse("partnerships:gap-help", args=[suggestion.pk, code, service])


#: What stands for the gaps and the change of `lacking`.
TAPS = (
    ("certificates_missing", "halal"),
    ("certificates_missing", "spp-irt"),
    ("capacity_short", "kur"),
    ("with_price", "pelatihan-mutu"),
)


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_names_what_the_engine_states():
    facts = {code for code in facilitation.SERVICES if code in FACTS and code not in RULES}
    assert {FACTS[code].kind for code in facts} == {"gap", "what_if"}
    assert set(facilitation.SERVICES) <= {*FACTS, *RULES}


@pytest.mark.parametrize("word", ["capacity", "price", "lead_time", "payment"])
def test_every_gap_of_these_kinds_has_a_service(word):
    codes = {code for code, kind in FACTS.items() if kind.kind != "reason" and word in code}
    assert codes
    assert codes <= set(facilitation.SERVICES)


def test_the_service_is_of_the_office_that_the_words_name():
    services = FacilitationService.objects.in_bulk(facilitation.SERVICES.values())
    for code in set(facilitation.SERVICES) & set(offices.HELPERS):
        with override("id"):
            office = Office(services[facilitation.SERVICES[code]].office).label
            assert office == offices.HELPERS[code][0], code


def test_every_kind_of_certificate_leads_to_a_service(alice):
    desk = HelpDesk(Standing(alice))
    for kind in CertificateKind.objects.values_list("pk", flat=True):
        fact = {"code": "with_certificate", "values": {"code": kind, "score": 80}}
        (service,) = desk.services(fact)
        assert service.certificate in {kind, ""}, kind
    (other,) = desk.services(
        {"code": "certificates_missing", "values": {"codes": ["haccp", "fsc"]}}
    )
    assert other.pk == facilitation.OTHER_CERTIFICATE


def test_a_closed_service_is_not_offered(alice):
    FacilitationService.objects.filter(pk__in=["kur", "halal"]).update(is_active=False)
    desk = HelpDesk(Standing(alice))
    assert desk.services({"code": "capacity_short", "values": SHORT}) == []
    (instead,) = desk.services({"code": "with_certificate", "values": {"code": "halal"}})
    assert instead.pk == facilitation.OTHER_CERTIFICATE


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_one_tap_asks_the_right_office_with_the_sentence(client, lacking, request, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    response = client.post(tap(lacking), follow=True)
    row = FacilitationRequest.objects.get()
    assert (row.umkm, row.service_id, row.office) == (lacking.umkm, "kur", Office.DINKOP)
    assert (row.asked_by, row.because) == (person, SAID)
    assert response.redirect_chain[0][0] == lacking.get_absolute_url()
    assert "diminta kepada Dinas Koperasi UKM" in response.text


def test_asked_twice_is_one_request(client, lacking, alice, bob):
    for person in (alice, alice, bob):
        client.force_login(person)
        assert client.post(tap(lacking)).status_code == 302
    row = FacilitationRequest.objects.get()
    assert row.changes.count() == 1


def test_afterwards_the_button_says_so_and_leads_to_the_request(client, lacking, alice):
    client.force_login(alice)
    client.post(tap(lacking))
    row = FacilitationRequest.objects.get()
    link = f"{reverse('umkm:facilitation', args=[row.umkm_id])}#permintaan-{row.pk}"
    for page in (lacking.get_absolute_url(), reverse("partnerships:suggestions")):
        text = client.get(page).text
        assert tap(lacking) not in text
        assert "sudah diminta" in text
        assert link in text
        for code, service in TAPS:
            assert (tap(lacking, code, service) in text) == (service != "kur"), service
    assert f'id="permintaan-{row.pk}"' in client.get(link.split("#", maxsplit=1)[0]).text


def test_when_it_is_over_it_can_be_asked_again(client, lacking, alice):
    client.force_login(alice)
    client.post(tap(lacking))
    change_facilitation(FacilitationRequest.objects.get(), "withdraw", actor=alice)
    assert tap(lacking) in client.get(lacking.get_absolute_url()).text
    client.post(tap(lacking))
    assert FacilitationRequest.objects.count() == 2


def test_on_the_list_it_comes_back_to_the_list(client, lacking, alice):
    client.force_login(alice)
    listed = reverse("partnerships:suggestions") + "?page=1"
    text = client.get(listed).text
    back = f"{listed}#saran-{lacking.pk}"
    assert f'name="next" value="{back}"' in text
    assert client.post(tap(lacking), {"next": back}).url == back
    assert client.post(tap(lacking), {"next": "https://evil.example/"}).url == (
        lacking.get_absolute_url()
    )


def test_the_office_reads_its_own_language(client, lacking, alice):
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    client.post(tap(lacking))
    assert FacilitationRequest.objects.get().because == SAID


def test_a_rule_that_an_officer_has_overridden_can_be_worked_on_too(need, verified_umkm, alice):
    rules = ({"rule": "payment_days", "values": {"longest": 7, "asked": 30}},
             {"rule": "radius", "values": {"km": 31.2, "radius": 25}})  # fmt: skip
    row = builders.make_suggestion(
        need, verified_umkm, gaps=tuple(Fact("broken_rule", values) for values in rules)
    )
    asked = ask_help_with_gap(row, "broken_rule", "kur", actor=alice)
    assert asked.because == told(row.gaps[0]).text


# ── Rights, and what is not there ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["buyer", "officer", "verifier", "leader"])
def test_companies_and_officials_neither_see_nor_do_it(client, lacking, request, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    pages = [lacking.get_absolute_url(), reverse("partnerships:suggestions")]
    pages.append(reverse("partnerships:need-suggestions", args=[lacking.need_id]))
    for page in pages:
        text = client.get(page).text
        assert "Minta bantuan" not in text, page
        assert "/bantuan/" not in text, page
    assert client.post(tap(lacking)).status_code == 403
    with pytest.raises(NotAllowed):
        ask_help_with_gap(lacking, "capacity_short", "kur", actor=person)
    assert not FacilitationRequest.objects.exists()


def test_a_company_does_not_see_what_was_asked(client, lacking, alice, buyer):
    ask_help_with_gap(lacking, "capacity_short", "kur", actor=alice)
    client.force_login(buyer)
    assert "sudah diminta" not in client.get(lacking.get_absolute_url()).text


def test_charlie_finds_nothing(client, lacking, charlie):
    client.force_login(charlie)
    assert client.post(tap(lacking)).status_code == 404
    with pytest.raises(NotAllowed):
        ask_help_with_gap(lacking, "capacity_short", "kur", actor=charlie)
    assert not FacilitationRequest.objects.exists()


@pytest.mark.parametrize(
    ("code", "service"),
    [("far", "kur"), ("capacity_short", "halal"), ("price_above", "pelatihan-mutu"), ("x", "y")],
)
def test_what_the_suggestion_does_not_say_is_refused(client, lacking, alice, code, service):
    client.force_login(alice)
    assert client.post(tap(lacking, code, service)).status_code == 409
    assert not FacilitationRequest.objects.exists()


def test_a_look_asks_for_nothing(client, lacking, alice):
    client.force_login(alice)
    assert client.get(tap(lacking)).status_code == 405
    assert not FacilitationRequest.objects.exists()


def test_the_list_costs_the_same_however_many_gaps(client, verified_umkm, alice, count_queries):
    client.force_login(alice)
    counts = []
    for _ in range(2):
        for _ in range(3):
            row = builders.make_suggestion(umkm=verified_umkm, gaps=GAPS, what_ifs=WHAT_IFS)
            ask_help_with_gap(row, "capacity_short", "kur", actor=alice)
        counts.append(count_queries(reverse("partnerships:suggestions")))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
    assert Suggestion.objects.count() == 6
