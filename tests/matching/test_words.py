"""From words to terms: spellings, affixes, misspellings, names, and many texts read as one is."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kemitraan.lexicon import Lexicon, Vocabulary, tokenise
from partnerships.matching import Snapshot
from tests.matching.samples import LEXICON, found, offer, wanted


def terms(text: str, *clusters: str, lexicon: Lexicon = LEXICON) -> list[str]:
    return [mention.term for mention in lexicon.read(text, clusters)]


def small(*concepts, **lists) -> Lexicon:
    return Lexicon(concepts, **lists)


# ── What stands in the thesaurus ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Handwoven chairs & tables", ["atbm", "kursi", "meja"]),
        ("T-shirts sablon", ["kaos", "sablon"]),
        ("mie dan mi", ["mie"]),
        ("Krupuk/kerupuk udang", ["kerupuk", "udang"]),
        ("MANGKOK & mangkuk", ["mangkuk"]),
        ("handycraft handicraft kriya", ["kerajinan"]),
        ("steel plate", ["baja", "besi"]),
        ("aluminium aluminum alumunium", ["aluminium"]),
        ("organic fertiliser, organic fertilizer", ["organik", "pupuk"]),
        ("konfeksi meubel kripik", ["konveksi", "mebel", "keripik"]),
        ("sepatu boot sepatu but", ["sepatu", "boot"]),
        ("ukuran 2x1m no. 15", []),
        ("alat tulis kantor", ["atk"]),
        ("rice husk for biomass", ["sekam"]),
        ("ampas tahu untuk pakan sapi", ["ampas tahu", "pakan"]),
        (
            "jasa bongkar muat, sewa truk, cleaning service",
            ["bongkar muat", "sewa", "angkutan", "kebersihan"],
        ),
        (
            "brambang, pitik, iwak lele, lenga klentik",
            ["bawang merah", "ayam", "ikan", "lele", "minyak"],
        ),
        ("", []),
    ],
)
def test_reading(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "clusters", "expected"),
    [
        ("lap", [], ["serbet"]),
        ("Laporan keuangan", [], ["laporan", "keuangan"]),
        ("batik cap", [], ["batik cap"]),
        ("sandal cap jempol", [], ["sandal", "jempol"]),
        ("mas", ["minapolitan"], ["ikan mas"]),
        ("mas", [], []),
        ("emas", [], ["perhiasan"]),
        ("benih", ["minapolitan"], ["benih ikan"]),
        ("benih padi", [], ["bibit"]),
        ("tenun mesin", [], ["tenun mesin"]),
        ("kain tenun ATM", [], ["kain", "tenun", "tenun mesin"]),
        ("tenun ATBM", [], ["tenun", "atbm"]),
        ("cor", [], []),
        ("cor kuningan", [], ["cor logam"]),
        ("jalan cor beton", [], ["beton"]),
        ("500 pot", [], []),
        ("pot bunga", [], ["pot"]),
        ("kecap", [], ["kecap"]),
        ("Tempel", [], ["tempel"]),
        ("500 buah", [], []),
        ("wood chips", [], ["kayu olahan"]),
        ("potato chips", [], ["kentang", "keripik"]),
    ],
)
def test_traps(text, clusters, expected):
    assert terms(text, *clusters) == expected


# ── Affixes, plurals, stems ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("tenunan", "tenun"),
        ("menenun", "tenun"),
        ("membatik", "membatik"),  # a form of its own
        ("dibatik", "batik"),
        ("menyablon", "sablon"),
        ("penyablonan", "penyablonan"),
        ("dibordir", "bordir"),
        ("kursinya", "kursi"),
        ("kain2", "kain"),
        ("chairs", "chair"),
        ("embroideries", "embroidery"),
        ("furnitures", "furnitur"),
        ("kemasan", "kemasan"),  # never "masan"
        ("berikan", "berikan"),  # to give: no fish
        ("mereka", "mereka"),  # they: never "reka"
    ],
)
def test_a_word_comes_back_to_what_is_known(word, base):
    assert LEXICON.base(word) == base


def test_words_that_nobody_knows_meet_by_their_stem():
    assert terms("geotextiles") == terms("geotextile")
    assert terms("perbukitan") == terms("bukit")


def test_twice_is_once():
    assert terms("kain-kain lurik-lurik") == terms("kain lurik")


# ── One wrong letter ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("konvksi", ["konveksi"]),
        ("konveski", ["konveksi"]),
        ("mebel jatii", ["mebel", "jati"]),
        ("cutlery of claay", ["sendok", "keramik"]),
        ("funriture", ["mebel"]),
        ("seragm sekolah", ["seragam sekolah"]),
        ("kerajinn bambuu", ["kerajinan", "bambu"]),
        ("tepat waktu", []),
        ("chain", ["chain"]),
        ("brand", ["brand"]),
        ("kurs", ["kurs"]),  # too short to be sure
    ],
)
def test_a_misspelling_is_put_right(text, expected):
    assert terms(text) == expected


def test_what_might_be_two_things_is_left_alone():
    """One letter from keripik and one from kerupik: nobody knows which."""
    assert not {"keripik", "kerupuk"} & set(terms("kerupik"))


def test_frequent_words_of_the_corpus_are_no_misspellings_and_may_be_meant():
    rare = "gasebu"
    assert terms(rare) == terms("gasebo") == ["mebel taman"]
    learned = LEXICON.learned({rare: 8, "zebrawan": 40, "zebrawin": 2})
    assert terms(rare, lexicon=learned) == [rare]
    assert terms("zebrawin", lexicon=learned) == terms("zebrawan", lexicon=learned)
    assert terms("zebrawin") != terms("zebrawan")
    assert learned.version != LEXICON.version
    assert learned.learned({}).version == LEXICON.version


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lurik Kecamatan Pedan", ["lurik"]),
        ("kayu sengon", ["sengon"]),
        ("Tempe dari desa Sengon", ["tempe"]),
        ("CV Jaya, PT Makmur, UD Tani", ["jaya", "makmur", "tani"]),
        ("Keripik Bu Karti", ["keripik"]),
        ("Mebel Pak Bejo", ["mebel"]),
        ("Nasi kotak Bu Jati", ["katering", "jati"]),
    ],
)
def test_names_are_no_things(text, expected):
    assert terms(text) == expected


# ── The name of a product and what follows ───────────────────────────────────────────────────────────────────────────


def test_what_was_said_is_told_as_it_was_said():
    first, second = LEXICON.read("Kripikk dan Polo Shirts. Murah")
    assert (first.term, first.said) == ("keripik", "kripikk")
    assert (second.term, second.said) == ("kaos", "polo shirts")


def test_no_phrase_goes_across_a_sentence_or_a_comma():
    assert terms("pesan nasi. Kotak besar") == ["nasi", "kotak", "besar"]
    assert terms("nasi, kotak") == ["nasi", "kotak"]
    assert terms("nasi kotak") == ["katering"]


def test_the_name_ends_with_its_sentence_and_with_its_purpose():
    in_name = {m.term: m.in_name for m in LEXICON.read("Kain lurik untuk seragam. Dari katun")}
    assert in_name == {"kain": True, "lurik": True, "seragam": False, "katun": False}
    assert LEXICON.read("Untuk seragam")[0].in_name


# ── Rows that make no lexicon ────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_with_two_meanings_is_refused():
    with pytest.raises(ValueError, match="'jati' means"):
        small(("jati", "", "thing", ("jati", "teak")), ("sejati", "", "thing", ("jati",)))


@pytest.mark.parametrize(
    "rows",
    [
        [("kursi", "mebel", "thing", ("chair",))],
        [("a", "b", "thing", ("aa",)), ("b", "a", "thing", ("bb",))],
    ],
)
def test_a_family_must_exist_and_end(rows):
    with pytest.raises(ValueError, match="broader"):
        small(*rows)


def test_kinds_and_senses_must_exist():
    with pytest.raises(ValueError, match="kind"):
        small(("kursi", "", "colour", ("kursi",)))
    with pytest.raises(ValueError, match="has no row"):
        small(("kursi", "", "thing", ("kursi",)), senses=[("bed", "ranjang", "*")])


def test_another_lexicon_can_be_brought():
    lexicon = small(("lurik", "", "thing", ("lurik", "zebra")))
    row = offer("Lurik", kbli=None)
    assert Snapshot([row], lexicon).read_need(wanted("zebra")).words[0].term == "lurik"
    assert found(wanted("zebra"), row) == []


def test_the_version_tells_the_content():
    rows = [("lurik", "", "thing", ("lurik",))]
    assert small(*rows).version == small(*rows).version
    assert small(*rows).version != small(("lurik", "", "thing", ("lurik", "zebra"))).version
    assert small(*rows).version != small(*rows, places=["pedan"]).version


# ── Many texts ───────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = [
    *(
        "kain",
        "lurik",
        "batik",
        "cap",
        "tulis",
        "mas",
        "ikan",
        "kolam",
        "nasi",
        "kotak",
        "box",
        "tas",
    ),
    *(
        "untuk",
        "for",
        "desa",
        "sengon",
        "Pak",
        "Karti",
        "bu",
        "kecamatan",
        "Pedan",
        "buah",
        "segar",
    ),
    *(
        "kripikk",
        "konvksi",
        "menenun",
        "chairs",
        "alat",
        "tulis",
        "kantor",
        "tidak",
        "geotextiles",
        "bed",
    ),
    *(
        "bukan",
        "mesin",
        "alat tenun bukan mesin",
        "alat tenun",
        "500",
        "2x1m",
        "é",
        "Ñandu",
        "ﬁsh",
        "…",
    ),
    *(". ", ".", ", ", "; ", "\n", "\0", "!", "-", "/", " ( ", ": ", "?\t", "İ", "ß", "½ "),
]
texts = st.lists(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map(
        lambda pieces: "".join(piece if not piece.isalnum() else f"{piece} " for piece in pieces)
    ),
    max_size=5,
)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(texts, st.data())
def test_many_texts_are_read_as_one_is(rows, data):
    kinds = st.sampled_from(["lurik", "minapolitan", ("batik", "minapolitan"), ()])
    clusters = data.draw(st.lists(kinds, min_size=len(rows), max_size=len(rows)))
    vocabulary = Vocabulary(["a term of an earlier call"])
    mentions = LEXICON.read_many(rows, clusters, vocabulary)
    expected = [
        (row, mention.term, mention.in_name)
        for row, text in enumerate(rows)
        for mention in LEXICON.read(
            text, (clusters[row],) if isinstance(clusters[row], str) else clusters[row]
        )
    ]
    assert [
        (row, vocabulary[term], in_name)
        for row, term, in_name in zip(*(column.tolist() for column in mentions), strict=True)
    ] == expected


def test_arrays_have_their_shapes():
    vocabulary = Vocabulary()
    mentions = LEXICON.read_many(["Kain lurik", "", "Lurik"], ["lurik"] * 3, vocabulary)
    assert (mentions.row.dtype, mentions.term.dtype) == (np.int32, np.int32)
    assert mentions.in_name.dtype == np.bool_
    assert mentions.row.tolist() == [0, 0, 2]
    assert [vocabulary[term] for term in mentions.term] == ["kain", "lurik", "lurik"]
    nothing = LEXICON.read_many([], [], vocabulary)
    assert nothing.row.tolist() == nothing.term.tolist() == []
    with pytest.raises(ValueError, match="2 texts, but 1 clusters"):
        LEXICON.read_many(["a", "b"], ["lurik"], vocabulary)


def test_tokens_may_be_counted_first_and_read_then():
    corpus = ["Gazebun jati"] * 9 + ["gazebum"]
    tokens = tokenise(corpus)
    assert tokens.counts() == {"gazebun": 9, "jati": 9, "gazebum": 1}
    vocabulary, learned = Vocabulary(), LEXICON.learned(tokens.counts())
    mentions = learned.read_many(tokens, [()] * 10, vocabulary)
    assert vocabulary[mentions.term[-1]] == vocabulary[mentions.term[0]]


def test_a_vocabulary_and_a_lexicon_survive_a_pickle():
    vocabulary = Vocabulary()
    before = LEXICON.read_many(["Kain lurik kripikk"], ["lurik"], vocabulary)
    lexicon, vocabulary = pickle.loads(pickle.dumps((LEXICON, vocabulary)))
    after = lexicon.read_many(["Kain lurik kripikk"], ["lurik"], vocabulary)
    assert before.term.tolist() == after.term.tolist()
    assert (lexicon.version, vocabulary.get("lurik")) == (LEXICON.version, before.term[1])
    assert "lurik" in vocabulary
    assert vocabulary.get("never seen") is None
