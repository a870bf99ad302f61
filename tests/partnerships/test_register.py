"""The public register: who agreed is named, who did not is nowhere, and nothing secret is told of anybody."""

import csv
import io
import random

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships import register
from partnerships.models import (
    AnswerChannel,
    Mou,
    PartnershipProgramme,
    RegisterAnswer,
    RegisterRule,
)
from partnerships.services.disputes import open_dispute
from partnerships.services.register import (
    answer_register,
    name_rule,
    record_answer,
    withdraw_rule,
)
from tests import builders
from umkm.models import Umkm
from umkm.services import change_status
from umkm.services.merging import merge_firms
from umkm.services.personal import answer_data_request

pytestmark = pytest.mark.django_db

LIST = reverse("partnerships:register")
FILE = reverse("partnerships:register-file")
API = "/api/v1/register/"
RULE = "Peraturan Bupati 12/2024 pasal 5 ayat 2"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def entry_page(mou: Mou) -> str:
    return reverse("partnerships:register-entry", args=[mou.pk])


def answer_page(mou: Mou) -> str:
    return reverse("partnerships:register-answer", args=[mou.pk])


def boss(mou: Mou):
    return mou.company.members.order_by("pk").first().user


def owner(umkm: Umkm):
    return umkm.members.get(role="owner").user


def company_says(mou: Mou, agrees: bool = True) -> RegisterAnswer:
    return answer_register(mou, actor=boss(mou), agrees=agrees)


def umkm_says(mou: Mou, umkm: Umkm, agrees: bool = True) -> RegisterAnswer:
    return answer_register(mou, actor=owner(umkm), umkm=umkm, agrees=agrees)


def everything(client) -> str:
    """All that the public can get of the register, as one text."""
    texts = [client.get(url).content.decode() for url in (LIST, API)]
    texts.append(b"".join(client.get(FILE).streaming_content).decode())
    for mou in Mou.objects.all():
        for url in (entry_page(mou), f"{API}{mou.pk}/"):
            texts.append(client.get(url).content.decode())
    return "\n".join(texts)


def lines(client, **filters) -> list[dict]:
    body = b"".join(client.get(FILE, filters).streaming_content).decode()
    return list(csv.DictReader(io.StringIO(body)))


@pytest.fixture
def group_mou(need):
    """One company with three UMKM, signed today: Lurik Melati, Lurik Kenanga, Lurik Cempaka."""
    firms = [
        builders.make_verified_umkm(name=f"Lurik {name}", with_account=True)
        for name in ("Melati", "Kenanga", "Cempaka")
    ]
    pairs = [builders.make_matched(need, umkm) for umkm in firms]
    return builders.make_signed_mou(builders.make_mou(*pairs))


@pytest.fixture
def firms(group_mou):
    return [member.umkm for member in group_mou.members.select_related("umkm")]


@pytest.fixture
def shown(signed_mou, verified_umkm):
    """Both sides have agreed."""
    company_says(signed_mou)
    umkm_says(signed_mou, verified_umkm)
    return signed_mou


# ── Who stands in it ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_stands_there_only_when_both_sides_agree(client, signed_mou, verified_umkm):
    assert not register.listed().exists()
    company_says(signed_mou)
    assert not register.listed().exists()
    assert client.get(entry_page(signed_mou)).status_code == 404
    umkm_says(signed_mou, verified_umkm)
    assert list(register.listed()) == [signed_mou]
    page = client.get(entry_page(signed_mou)).content.decode()
    assert signed_mou.company.name in page
    assert verified_umkm.name in page


def test_a_member_of_a_group_decides_for_itself(client, group_mou, firms):
    melati, kenanga, cempaka = firms
    company_says(group_mou)
    umkm_says(group_mou, melati)
    umkm_says(group_mou, kenanga, agrees=False)
    text = everything(client)
    assert "Lurik Melati" in text
    assert "2 UMKM lain" in text
    assert "Kenanga" not in text  # said no
    assert "Cempaka" not in text  # said nothing
    umkm_says(group_mou, cempaka)
    assert "1 UMKM lain" in everything(client)
    (row,) = lines(client)
    assert (row["umkm"], row["umkm_lain"]) == ("Lurik Melati; Lurik Cempaka", "1")


@pytest.mark.parametrize("side", ["company", "umkm"])
def test_a_withdrawal_counts_at_once(client, shown, verified_umkm, side):
    if side == "company":
        company_says(shown, agrees=False)
    else:
        umkm_says(shown, verified_umkm, agrees=False)
    assert client.get(entry_page(shown)).status_code == 404
    text = everything(client)
    assert shown.company.name not in text
    assert verified_umkm.name not in text
    kept = shown.register_answers.filter(side=side)
    assert [(row.agrees, row.replaced_at is None) for row in kept] == [(True, False), (False, True)]


def test_a_rule_allows_who_has_not_answered_and_never_who_refuses(
    client, group_mou, firms, officer
):
    umkm_says(group_mou, firms[0], agrees=False)
    rule = name_rule(group_mou, actor=officer, basis=RULE)
    assert (rule.named_by, rule.basis) == (officer, RULE)
    text = everything(client)
    assert "Lurik Kenanga" in text
    assert "Melati" not in text
    assert "1 UMKM lain" in text
    company_says(group_mou, agrees=False)
    assert not register.listed().exists()
    company_says(group_mou)
    withdraw_rule(group_mou, actor=officer)
    assert not register.listed().exists()  # no UMKM has agreed by itself


@pytest.mark.parametrize("way", ["suspended", "erased", "company"])
def test_who_is_not_active_any_more_is_not_named(
    client, shown, verified_umkm, verifier, officer, way
):
    name = verified_umkm.name
    if way == "suspended":
        change_status(verified_umkm, "suspend", actor=verifier, note="Pindah")
    elif way == "erased":
        request = builders.make_data_request(verified_umkm)
        answer_data_request(request, "fulfil", actor=verifier)
    else:
        shown.company.status = "suspended"
        shown.company.save()
    assert not register.listed().exists()
    assert name not in everything(client)


def test_an_erased_firm_has_agreed_to_nothing(
    signed_mou, verified_umkm, officer, verifier, django_capture_on_commit_callbacks
):
    record_answer(
        signed_mou, actor=officer, umkm=verified_umkm, agrees=True, note="Formulir milik Alice"
    )
    request = builders.make_data_request(verified_umkm)
    with django_capture_on_commit_callbacks(execute=True):
        answer_data_request(request, "fulfil", actor=verifier)
    row = RegisterAnswer.objects.get(umkm=verified_umkm)
    assert row.replaced_at is not None
    assert "Alice" not in row.note


def test_an_old_text_is_agreed_to_by_nobody(shown):
    RegisterAnswer.objects.filter(mou=shown).update(version=0)
    assert not register.listed().exists()


def test_a_no_of_a_firm_that_turned_out_to_be_another_one_stays_a_no(
    group_mou, firms, officer, verifier
):
    melati, kenanga, _cempaka = firms
    company_says(group_mou)
    umkm_says(group_mou, melati)
    umkm_says(group_mou, kenanga, agrees=False)
    merge_firms(melati, kenanga, actor=verifier)
    assert not register.listed().exists()


@pytest.mark.parametrize("seed", range(6))
def test_nothing_of_a_party_that_has_not_agreed_appears_anywhere(client, need, officer, seed):
    """Whatever the parties say, in whatever order: names, villages and kecamatan of the others are nowhere."""
    chance = random.Random(seed)
    villages = ["33.10.04.2005", "33.10.01.2001", "33.10.08.2003"]
    firms = [
        builders.make_verified_umkm(name=f"Rahasia{letter}", village=village, with_account=True)
        for letter, village in zip("XYZ", villages, strict=True)
    ]
    mou = builders.make_signed_mou(
        builders.make_mou(*(builders.make_matched(need, umkm) for umkm in firms))
    )
    answers = {}
    for _ in range(8):
        umkm, agrees = chance.choice([None, *firms]), chance.random() < 0.6
        if answers.get(umkm) == agrees:
            continue
        answers[umkm] = agrees
        if umkm is None:
            company_says(mou, agrees)
        else:
            umkm_says(mou, umkm, agrees)
    text = everything(client)
    named = [umkm for umkm in firms if answers.get(umkm) and answers.get(None)]
    assert (mou.company.name in text) == bool(named)
    for umkm in firms:
        assert (umkm.name in text) == (umkm in named)
        for url in (LIST, API):
            found = client.get(url, {"q": umkm.name})
            assert (
                str(entry_page(mou) if url == LIST else mou.company.name) in found.content.decode()
            ) == (umkm in named)
            by_place = client.get(url, {"district": umkm.village.district_id}).content.decode()
            assert (mou.company.name in by_place) == (umkm in named)
    told = {row["kecamatan"] for row in lines(client)}
    assert told == (
        {"; ".join(dict.fromkeys(u.village.district.name for u in named))} if named else set()
    )


def test_nothing_secret_is_told(client, shown, verified_umkm):
    text = everything(client)
    contact = shown.company
    for secret in (
        "100.000.000",
        "100000000",
        shown.number,
        shown.title,
        contact.contact_name,
        contact.contact_telephone,
        contact.nib,
        verified_umkm.telephone,
    ):
        assert secret not in text, secret
    (row,) = lines(client)
    assert row["kelas_nilai"] == "Rp 50 juta sampai di bawah Rp 250 juta"


@pytest.mark.parametrize(
    ("amount", "label"),
    [
        (1, "di bawah Rp 50 juta"),
        (49_999_999, "di bawah Rp 50 juta"),
        (50_000_000, "Rp 50 juta sampai di bawah Rp 250 juta"),
        (999_999_999, "Rp 250 juta sampai di bawah Rp 1 miliar"),
        (1_000_000_000, "Rp 1 miliar sampai di bawah Rp 10 miliar"),
        (10_000_000_000, "Rp 10 miliar atau lebih"),
    ],
)
def test_an_amount_is_told_as_its_class(amount, label):
    assert register.value_class(amount).label == label


def test_a_dispute_is_not_told(client, shown, officer):
    open_dispute(shown, actor=officer, note="Belum dibayar.")
    page = client.get(entry_page(shown)).content.decode()
    assert "Berjalan" in page
    assert "engketa" not in page
    assert [row["status"] for row in lines(client, status="running")] == ["berjalan"]


# ── Who says so ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_alice_decides_and_neither_bob_nor_charlie(signed_mou, verified_umkm, alice, bob, charlie):
    for person in (bob, charlie, boss(signed_mou)):
        with pytest.raises(NotAllowed):
            answer_register(signed_mou, actor=person, umkm=verified_umkm, agrees=True)
    for person in (alice, bob, charlie):
        with pytest.raises(NotAllowed):
            answer_register(signed_mou, actor=person, agrees=True)
    assert not RegisterAnswer.objects.exists()
    row = answer_register(signed_mou, actor=alice, umkm=verified_umkm, agrees=True)
    assert (row.channel, row.recorded_by, row.version) == (AnswerChannel.SELF, alice, 1)


def test_paper_is_entered_by_an_officer_alone_and_with_a_note(
    signed_mou, verified_umkm, officer, verifier, leader, alice
):
    given = {"umkm": verified_umkm, "agrees": True, "note": "Formulir 3 Mei"}
    for person in (verifier, leader, alice):
        with pytest.raises(NotAllowed):
            record_answer(signed_mou, actor=person, **given)
        with pytest.raises(NotAllowed):
            name_rule(signed_mou, actor=person, basis=RULE)
    assert not RegisterAnswer.objects.exists()
    assert not RegisterRule.objects.exists()
    assert record_answer(signed_mou, actor=officer, **given).channel == AnswerChannel.PAPER
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterAnswer.objects.update(note="")


def test_no_officer_says_yes_for_who_said_no(signed_mou, verified_umkm, officer):
    umkm_says(signed_mou, verified_umkm, agrees=False)
    with pytest.raises(Refused, match="menolak sendiri"):
        record_answer(signed_mou, actor=officer, umkm=verified_umkm, agrees=True, note="Surat")
    assert RegisterAnswer.objects.get().agrees is False


def test_what_is_said_already_or_too_early_or_by_a_stranger_is_refused(mou, officer):
    with pytest.raises(WrongState):
        company_says(mou)
    signed = builders.make_signed_mou(mou)
    company_says(signed)
    with pytest.raises(WrongState):
        company_says(signed)
    stranger = builders.make_verified_umkm(with_account=True)
    with pytest.raises(Refused):
        umkm_says(signed, stranger)
    with pytest.raises(WrongState):
        withdraw_rule(signed, actor=officer)
    name_rule(signed, actor=officer, basis=RULE)
    with pytest.raises(WrongState):
        name_rule(signed, actor=officer, basis=RULE)
    assert (RegisterAnswer.objects.count(), RegisterRule.objects.count()) == (1, 1)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_party_answers_on_its_page(client, signed_mou, verified_umkm, alice):
    company_says(signed_mou)
    page = signed_in(alice)
    assert answer_page(signed_mou) in page.get(signed_mou.get_absolute_url()).content.decode()
    assert answer_page(signed_mou) in page.get(reverse("desk")).content.decode()
    refused = page.post(answer_page(signed_mou), {"party": f"umkm-{verified_umkm.pk}"})
    assert "Pilih ya atau tidak." in refused.content.decode()
    other = page.post(answer_page(signed_mou), {"party": "company", "agrees": "no"})
    assert other.status_code == 200
    assert RegisterAnswer.objects.count() == 1
    done = page.post(
        answer_page(signed_mou), {"party": f"umkm-{verified_umkm.pk}", "agrees": "yes"}
    )
    assert done.url == signed_mou.get_absolute_url()
    assert answer_page(signed_mou) not in page.get(reverse("desk")).content.decode()
    assert register.listed().exists()


def test_bob_reads_who_may_answer_and_charlie_finds_nothing(
    signed_mou, verified_umkm, bob, charlie
):
    yes = {"party": f"umkm-{verified_umkm.pk}", "agrees": "yes"}
    page = signed_in(bob)
    assert "pemiliknya sendiri" in page.get(answer_page(signed_mou)).content.decode()
    assert page.post(answer_page(signed_mou), yes).status_code == 403
    assert answer_page(signed_mou) not in page.get(reverse("desk")).content.decode()
    assert signed_in(charlie).post(answer_page(signed_mou), yes).status_code == 404
    assert not RegisterAnswer.objects.exists()


def test_an_officer_works_from_the_admin_alone(client, group_mou, firms, officer):
    page = signed_in(officer)
    answers = reverse("admin:partnerships_mou_register_answer", args=[group_mou.pk])
    rule = reverse("admin:partnerships_mou_register_rule", args=[group_mou.pk])
    end = reverse("admin:partnerships_mou_register_rule_end", args=[group_mou.pk])
    noted = {"agrees": "yes", "note": "Formulir 3 Mei"}
    assert page.post(answers, {"party": "company", "agrees": "yes"}).status_code == 200  # no note
    assert not RegisterAnswer.objects.exists()
    assert page.post(answers, {"party": "company", **noted}).status_code == 302
    assert page.post(answers, {"party": f"umkm-{firms[0].pk}", **noted}).status_code == 302
    assert (
        "Daftar publik: tampil"
        in page.get(reverse("admin:partnerships_mou_change", args=[group_mou.pk])).content.decode()
    )
    assert page.post(rule, {"basis": "Perbup"}).status_code == 200  # too short to be a rule
    assert page.post(rule, {"basis": RULE}).status_code == 302
    assert page.get(end).status_code == 200
    assert RegisterRule.objects.get().withdrawn_at is None  # a look changes nothing
    assert page.post(end).status_code == 302
    assert RegisterRule.objects.get().withdrawn_by == officer
    found = reverse("admin:partnerships_mou_changelist")
    assert group_mou.title in page.get(found, {"daftar": "tampil"}).content.decode()
    assert group_mou.title not in page.get(found, {"daftar": "menunggu"}).content.decode()
    assert group_mou.title not in page.get(found, {"daftar": "menolak"}).content.decode()


@pytest.mark.parametrize("role", [Role.LEADER, Role.UMKM_OFFICER])
def test_other_officials_only_look(signed_mou, role):
    page = signed_in(builders.make_official(role))
    for name in ("register_answer", "register_rule", "register_rule_end"):
        url = reverse(f"admin:partnerships_mou_{name}", args=[signed_mou.pk])
        assert page.get(url).status_code == 403
        given = {"party": "company", "agrees": "yes", "note": "Surat", "basis": RULE}
        assert page.post(url, given).status_code == 403
    assert not RegisterAnswer.objects.exists()
    assert not RegisterRule.objects.exists()


def test_the_list_is_narrowed(client, shown, verified_umkm):
    for hit in (
        {"q": verified_umkm.name[:5]},
        {"q": shown.company.name},
        {"cluster": "lurik"},
        {"district": verified_umkm.village.district_id},
        {"status": "signed"},
        {"capital": "PMDN"},
    ):
        assert len(lines(client, **hit)) == 1, hit
        assert entry_page(shown) in client.get(LIST, hit).content.decode(), hit
    for miss in (
        {"q": shown.number},
        {"q": shown.title},
        {"cluster": "batik"},
        {"district": "33.10.01"},
        {"status": "sleeping"},
        {"capital": "PMA"},
    ):
        assert lines(client, **miss) == [], miss
        assert "Tidak ada kemitraan dengan saringan ini" in client.get(LIST, miss).content.decode()
    for broken in ({"cluster": "xx"}, {"status": "in_dispute"}, {"district": "'"}):
        page = client.get(LIST, broken)
        assert "Pilih dari daftar." in page.content.decode()
        assert client.get(API, broken).status_code == 400


def test_many_entries_cost_as_many_queries_as_one(client, shown, count_queries):
    few = [count_queries(url) for url in (LIST, API)]
    for _ in range(4):
        mou = builders.make_signed_mou()
        company_says(mou)
        umkm_says(mou, mou.members.get().umkm)
    assert len(lines(client)) == 5
    assert [count_queries(url) for url in (LIST, API)] == few
    assert max(few) <= 8


def test_the_paper_leads_to_the_entry_only_while_it_stands_there(client, shown, verified_umkm):
    document = builders.make_document(shown)
    verify = reverse("partnerships:document-verify", args=[document.code])
    assert entry_page(shown) in client.get(verify).content.decode()
    umkm_says(shown, verified_umkm, agrees=False)
    assert entry_page(shown) not in client.get(verify).content.decode()


def test_no_search_engine_keeps_names(client, shown):
    for url in (LIST, FILE, entry_page(shown)):
        answer = client.get(url)
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]


def test_the_programme_of_a_partnership_is_named(client, shown):
    drive = PartnershipProgramme.objects.create(
        name="Gerakan Nasional", held_on=timezone.localdate(), scope="national", source="BKPM"
    )
    Mou.objects.filter(pk=shown.pk).update(programme=drive, scope="national")
    (row,) = lines(client, q="gerakan")
    assert (row["program"], row["lingkup"]) == ("Gerakan Nasional", "nasional")
