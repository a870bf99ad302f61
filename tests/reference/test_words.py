"""The thesaurus: loaded with its files, extended by officials, never broken by them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kemitraan.accounts.models import Role
from kemitraan.lexicon import tokenise
from kemitraan.reference.files import ReferenceDataError, read_thesaurus
from kemitraan.reference.lexicon import read_lexicon
from kemitraan.reference.models import Concept, Form, PlainWord, Sense
from kemitraan.reference.own_words import remove_own, save_concept, save_plain_word, save_sense
from kemitraan.reference.services import load_reference
from kemitraan.reference.thesaurus import read_tables
from kemitraan.reference.words import ALWAYS, spoken
from kemitraan.refusals import NotAllowed, Refused
from tests import builders

FIELDS = {"name": "", "kind": "", "broader": "", "forms_id": "", "forms_local": "", "forms_en": ""}


@pytest.fixture
def officer(db):
    return builders.make_official(Role.UMKM_OFFICER)


def terms(text: str, *clusters: str) -> list[str]:
    return [mention.term for mention in read_lexicon().read(text, clusters)]


def everything() -> list:
    return [
        list(rows.objects.order_by("pk").values()) for rows in (Concept, Form, Sense, PlainWord)
    ]


# ── Files and tables ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_tables_say_what_the_files_say(klaten):
    files, tables = read_thesaurus(), read_tables()
    assert {(c.name, c.broader, c.kind, frozenset(c.forms)) for c in files.concepts} == {
        (c.name, c.broader, c.kind, frozenset(c.forms)) for c in tables.concepts
    }
    for word in {sense.word for sense in files.senses}:
        assert [s for s in tables.senses if s.word == word] == [
            s for s in files.senses if s.word == word
        ]
    assert set(tables.boilerplate) == set(files.boilerplate)
    assert set(tables.real_words) == set(files.real_words)
    assert tables.places == files.places


def test_reading_them_costs_eight_queries(klaten, django_assert_num_queries):
    with django_assert_num_queries(8):
        read_tables()


@pytest.mark.parametrize("text", ["T-Shirt ", "Tèmpé", "so-un", "Keripik  Pedas", "…", "½ kg"])
def test_a_form_is_written_as_the_matcher_reads(text):
    assert spoken(text).split() == [tokenise([text]).distinct[at] for at in tokenise([text]).word]


BROKEN = {
    "family that is missing": (
        "thesaurus.csv",
        "\nstagen,tenun,",
        "\nstagen,tenunn,",
        "line 6: broader tenunn is no concept",
    ),
    "circle": (
        "thesaurus.csv",
        "\ntenun,kain,",
        "\ntenun,stagen,",
        "broader than itself: tenun > stagen > tenun",
    ),
    "kind": (
        "thesaurus.csv",
        "\nstagen,tenun,thing",
        "\nstagen,tenun,colour",
        "kind must be one of",
    ),
    "two meanings": (
        "thesaurus.csv",
        "|stola|",
        "|stola|setagen|",
        "'setagen' means 'stagen' already",
    ),
    "capital letters": ("thesaurus.csv", "|stola|", "|Stola|", "'Stola' is not written in small"),
    "sense of nothing": (
        "senses.csv",
        "mas,ikan mas,",
        "mas,ikan emas,",
        "line 2: ikan emas is no concept",
    ),
    "sense after the last": ("senses.csv", "drawn,batik tulis,batik wax", "weaving,atbm,kain", ""),
    "stars among words": (
        "senses.csv",
        "drawn,batik tulis,batik wax",
        "drawn,batik tulis,batik *",
        "stands alone",
    ),
    "boilerplate that means": (
        "boilerplate.txt",
        "# English\n",
        "# English\nlurik\n",
        "lurik means 'lurik'",
    ),
    "boilerplate of a sense": (
        "boilerplate.txt",
        "# English\n",
        "# English\nmas\n",
        "mas has a meaning",
    ),
    "listed in two files": (
        "boilerplate.txt",
        "# English\n",
        "# English\nabacus chain\n",
        "stands already in",
    ),
    "two words": (
        "real_words.txt",
        "# English\n",
        "# English\ntwo-words\n",
        "two-words is not one word",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_with_its_line(data, rewrite, db, name, old, new, said):
    rewrite(name, old, new)
    before = everything()
    if not said:  # a sense that always fits stands before it
        path = data / "senses.csv"
        path.write_text(path.read_text() + "woven,atbm,late comer\n")
        said = "always fits before this one"
    with pytest.raises(ReferenceDataError, match=r"line \d+: ") as raised:
        load_reference("33.10", data=data)
    assert said in str(raised.value)
    assert everything() == before


def test_a_changed_file_changes_its_rows_and_lets_old_ones_go(klaten, data, rewrite):
    lurik = Concept.objects.get(name="lurik").pk
    rewrite("thesaurus.csv", "|kain garis,luri|lorek|", ",lorek|garislurus|")
    rewrite("senses.csv", "drawn,batik tulis,batik wax\n", "drawn,batik tulis,batik hand\n")
    rewrite("thesaurus.csv", "\nstagen,tenun,thing,setagen,bengkung|centing,waist sash", "")
    load_reference("33.10", data=data)
    assert Concept.objects.get(name="lurik").pk == lurik
    assert not Form.objects.filter(words__in=["luri", "setagen", "stagen"]).exists()
    assert Form.objects.get(words="garislurus").language == "local"
    assert Sense.objects.get(word="drawn").company == "batik hand"
    assert not Concept.objects.filter(name="stagen").exists()


def test_what_officials_added_survives_a_reload(klaten, data, rewrite, officer):
    save_concept(
        actor=officer, name="engkrak", kind="thing", broader=Concept.objects.get(name="stagen"),
        forms={"id": "engkrakan"},
    )  # fmt: skip
    save_concept(actor=officer, concept=Concept.objects.get(name="lurik"), forms={"en": "zebra"})
    save_sense(actor=officer, word="zeb", concept=Concept.objects.get(name="kopi"), company="a b")
    save_plain_word(actor=officer, word="xyzzy", use="real")
    # the file takes one of these words for itself, and drops a family that officials use
    rewrite("thesaurus.csv", "|stola|", "|stola|zebra|")
    rewrite("thesaurus.csv", "\nstagen,tenun,thing,setagen,bengkung|centing,waist sash", "")
    load_reference("33.10", data=data)
    assert Concept.objects.get(name="engkrak").broader.name == "stagen"
    assert not Concept.objects.get(name="stagen").from_file
    assert Form.objects.get(words="zebra").concept.name == "lurik"
    assert Sense.objects.get(word="zeb").company == "a b"
    assert PlainWord.objects.get(word="xyzzy").use == "real"
    assert terms("zebra engkrakan stagen") == ["lurik", "engkrak", "stagen"]


# ── Officials extend it ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_form_of_an_official_is_read_at_once(klaten, officer):
    assert terms("wastra") == ["wastra"]
    before = read_lexicon().version
    kain = Concept.objects.get(name="kain")
    save_concept(actor=officer, concept=kain, forms={"id": "Wastra, wastra  nusantara"})
    assert terms("Wastra") == terms("wastra nusantara") == ["kain"]
    assert read_lexicon().version != before
    save_concept(actor=officer, concept=kain, forms={"id": "wastra nusantara"})
    assert terms("wastra") == ["wastra"]


def test_a_concept_of_an_official_and_its_new_name(klaten, officer):
    mebel = Concept.objects.get(name="mebel")
    row = save_concept(
        actor=officer, name="Rehal", kind="thing", broader=mebel, forms={"id": "tempat quran"}
    )
    lexicon = read_lexicon()
    assert [m.term for m in lexicon.read("rehal dan tempat Quran")] == ["rehal"]
    assert lexicon.broader("rehal") == ("mebel",)
    save_concept(
        actor=officer, concept=row, name="rekal", kind="thing", broader=mebel, forms={"id": "rehal"}
    )
    assert terms("rehal") == terms("rekal") == ["rekal"]
    remove_own(Concept.objects.get(name="rekal"), actor=officer)
    assert terms("rehal") == ["rehal"]


@pytest.mark.parametrize(
    ("forms", "field", "said"),
    [
        ({"id": "jati"}, "forms_id", "“jati” sudah menjadi konsep sendiri."),
        ({"en": "chair, xyzzy"}, "forms_en", "“chair” sudah berarti “kursi”."),
        ({"local": "mas"}, "forms_local", "“mas” bermakna ganda"),
        ({"id": "barang"}, "forms_id", "“barang” tercatat sebagai kata biasa"),
        ({"id": "x" * 61}, "forms_id", "terlalu panjang"),
    ],
)
def test_a_form_that_is_taken_is_refused_and_nothing_changes(klaten, officer, forms, field, said):
    before = everything()
    with pytest.raises(ValidationError) as refused:
        save_concept(actor=officer, concept=Concept.objects.get(name="lurik"), forms=forms)
    assert said in refused.value.message_dict[field][0]
    assert everything() == before


def test_a_family_cannot_be_its_own(klaten, officer):
    first = save_concept(actor=officer, name="aaa", kind="thing", forms={})
    second = save_concept(actor=officer, name="bbb", kind="thing", broader=first, forms={})
    before = everything()
    with pytest.raises(ValidationError) as refused:
        save_concept(
            actor=officer, concept=first, name="aaa", kind="thing", broader=second, forms={}
        )
    assert "aaa → bbb → aaa" in refused.value.message_dict["broader"][0]
    with pytest.raises(Refused, match="bbb"):
        remove_own(first, actor=officer)
    assert everything() == before


def test_rows_of_the_files_cannot_be_changed(klaten, officer):
    before = everything()
    lurik, mas = Concept.objects.get(name="lurik"), Sense.objects.get(word="mas")
    save_concept(actor=officer, concept=lurik, name="zebra", kind="trait", forms={})
    for row in (lurik, mas, PlainWord.objects.get(word="barang")):
        with pytest.raises(Refused, match="berkas data"):
            remove_own(row, actor=officer)
    with pytest.raises(Refused, match="berkas data"):
        save_sense(actor=officer, sense=mas, word="mas", concept=lurik, company="x")
    assert everything() == before


def test_a_sense_of_an_official_comes_after_those_of_the_file(klaten, officer):
    kopi = Concept.objects.get(name="kopi")
    save_sense(actor=officer, word="mas", concept=kopi, company="bubuk, ikan")
    assert terms("mas bubuk") == ["kopi"] + terms("bubuk")
    assert terms("ikan mas") == ["ikan mas"]
    with pytest.raises(ValidationError) as refused:
        save_sense(
            actor=officer, word="mas", concept=Concept.objects.get(name="teh"), company=ALWAYS
        )
    assert "berkas data" in refused.value.message_dict["company"][0]


def test_a_new_sense_leaves_a_form_its_own_meaning(klaten, officer):
    kopi = Concept.objects.get(name="kopi")
    assert terms("stola") == ["selendang"]
    save_sense(actor=officer, word="stola", concept=kopi, company="bubuk makanan-olahan")
    assert terms("stola") == ["selendang"]
    assert terms("stola", "makanan-olahan") == ["kopi"]


def test_a_plain_word_is_passed_over_or_left_alone(klaten, officer):
    assert terms("kursy") == ["kursi"]
    row = save_plain_word(actor=officer, word="Kursy", use="real")
    assert terms("kursy") == ["kursy"]
    save_plain_word(actor=officer, plain_word=row, word="kursy", use="empty")
    assert terms("kursy") == []
    for word in ("lurik", "mas", "dua kata", "barang"):
        with pytest.raises(ValidationError):
            save_plain_word(actor=officer, word=word, use="empty")


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.UMKM, Role.COMPANY])
def test_only_the_two_desks_write(klaten, role):
    other = builders.make_account(role)
    before = everything()
    lurik = Concept.objects.get(name="lurik")
    for write in (
        lambda: save_concept(actor=other, concept=lurik, forms={"id": "zebra"}),
        lambda: save_sense(actor=other, word="zeb", concept=lurik, company="x"),
        lambda: save_plain_word(actor=other, word="xyzzy", use="real"),
        lambda: remove_own(lurik, actor=other),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert everything() == before


# ── In the workplace ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def desk(client, klaten, officer):
    client.force_login(officer)
    return client


def change_url(row) -> str:
    return reverse(f"admin:reference_{row._meta.model_name}_change", args=[row.pk])


def test_a_concept_is_found_by_any_of_its_forms(desk):
    page = desk.get(reverse("admin:reference_concept_changelist"), {"q": "tea towel"})
    assert [row.name for row in page.context["cl"].result_list] == ["serbet"]


def test_an_official_adds_a_form_to_a_concept_of_the_file(desk):
    lurik = Concept.objects.get(name="lurik")
    page = desk.get(change_url(lurik))
    assert "berkas data" in page.content.decode()
    form = desk.get(change_url(lurik), {"ubah": 1})
    assert 'name="kind"' not in form.content.decode()
    saved = desk.post(change_url(lurik), FIELDS | {"forms_local": "lorekan", "kind": "trait"})
    assert saved.status_code == 302
    lurik.refresh_from_db()
    assert (lurik.kind, lurik.name) == ("thing", "lurik")
    assert Form.objects.get(words="lorekan").concept == lurik
    assert "lorekan" in desk.get(change_url(lurik)).content.decode()


def test_an_official_adds_a_concept(desk):
    add = reverse("admin:reference_concept_add")
    typed = FIELDS | {"name": "Rehal", "kind": "thing", "forms_id": "kursi, tempat quran"}
    refused = desk.post(add, typed)
    assert refused.status_code == 200
    said = refused.content.decode()
    assert "“kursi” sudah menjadi konsep sendiri." in said
    assert "tempat quran" in said  # nothing that was typed is lost
    assert not Concept.objects.filter(name="rehal").exists()
    assert desk.post(add, typed | {"forms_id": "tempat quran"}).status_code == 302
    rehal = Concept.objects.get(name="rehal")
    assert {form.words for form in rehal.forms.all()} == {"rehal", "tempat quran"}
    assert not rehal.from_file
    remove = reverse("admin:reference_concept_remove", args=[rehal.pk])
    assert remove in desk.get(change_url(rehal)).content.decode()
    assert desk.post(remove).status_code == 302
    assert not Concept.objects.filter(name="rehal").exists()


def test_rows_of_the_file_have_no_form_and_no_way_out(desk):
    before = everything()
    for row in (Sense.objects.get(word="mas"), PlainWord.objects.get(word="barang")):
        assert desk.post(change_url(row), {"word": "x", "use": "real"}).status_code == 403
        remove = reverse(f"admin:reference_{row._meta.model_name}_remove", args=[row.pk])
        assert desk.post(remove).status_code == 404
        assert desk.get(change_url(row)).status_code == 200
    assert everything() == before


def test_senses_and_plain_words_are_written(desk):
    kopi = Concept.objects.get(name="kopi").pk
    typed = {"word": "gelap", "concept": kopi, "company": "sangrai, roast"}
    refused = desk.post(reverse("admin:reference_sense_add"), typed)
    assert "kata biasa" in refused.content.decode()
    assert (
        desk.post(reverse("admin:reference_sense_add"), typed | {"word": "darkx"}).status_code
        == 302
    )
    assert Sense.objects.get(word="darkx").company == "sangrai roast"
    added = desk.post(reverse("admin:reference_plainword_add"), {"word": "Xyzzy", "use": "real"})
    assert added.status_code == 302
    word = PlainWord.objects.get(word="xyzzy")
    assert desk.post(change_url(word), {"word": "xyzzy", "use": "empty"}).status_code == 302
    assert PlainWord.objects.get(word="xyzzy").use == "empty"


def test_an_auditor_looks_and_writes_nothing(client, klaten, auditor):
    client.force_login(auditor)
    before = everything()
    lurik = Concept.objects.get(name="lurik")
    assert client.get(change_url(lurik)).status_code == 200
    assert client.post(change_url(lurik), FIELDS | {"forms_id": "zebra"}).status_code == 403
    assert client.get(reverse("admin:reference_concept_add")).status_code == 403
    assert everything() == before
