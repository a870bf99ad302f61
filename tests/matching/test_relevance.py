"""What words mean: synonyms in both languages, local words, and the traps."""

import pytest

from partnerships.matching import Engine, Snapshot, Weights
from tests.matching.samples import LEXICON, demand, found, match, offer, only, values, wanted

#: A market with one of each, and with the traps among them.
MARKET = {
    "Kain lurik ATBM": "lurik",
    "Kain batik tulis motif parang": "batik",
    "Batik cap": "batik",
    "Kursi makan jati ukir": "mebel",
    "Mebel jati minimalis": "mebel",
    "Kayu bakar mahoni": "mebel",
    "Konveksi Bu Tini. Menerima jahitan": "konveksi",
    "Baju kerja dan wearpack": "konveksi",
    "Celana jeans": "konveksi",
    "Keripik singkong pedas": "makanan-olahan",
    "Tempe kedelai": "makanan-olahan",
    "Toko kelontong Tempel": "penunjang",
    "Kecap manis": "makanan-olahan",
    "Nasi kotak": "makanan-olahan",
    "Ikan mas segar": "minapolitan",
    "Lele hidup": "minapolitan",
    "Benih padi unggul": "lereng-merapi",
    "Benih lele": "minapolitan",
    "Perhiasan emas": "handycraft",
    "Bros Mas Joko": "handycraft",
    "Anyaman bambu": "handycraft",
    "Sandal cap Jempol": "handycraft",
    "Pengecoran logam": "logam",
    "Beton cor siap pakai": "penunjang",
    "Pot bunga gerabah": "keramik",
    "Kancing 12 pot": "konveksi",
    "Piring keramik": "keramik",
    "Susu sapi segar": "lereng-merapi",
    "Sekam padi": "penunjang",
    "Laporan keuangan": "penunjang",
    "Lap makan": "lurik",
}


@pytest.fixture(scope="module")
def market():
    return [offer(text, cluster=cluster, kbli=None) for text, cluster in MARKET.items()]


@pytest.mark.parametrize(
    ("need", "best"),
    [
        ("woven striped fabric", "Kain lurik ATBM"),
        ("handloom striped cloth", "Kain lurik ATBM"),
        ("furniture of teak wood", "Mebel jati minimalis"),
        ("teak dining chairs", "Kursi makan jati ukir"),
        ("meubel jati", "Mebel jati minimalis"),
        ("hand-drawn batik", "Kain batik tulis motif parang"),
        ("hand stamped batik", "Batik cap"),
        ("kripik singkong", "Keripik singkong pedas"),
        ("cassava chips", "Keripik singkong pedas"),
        ("lunch boxes for staff", "Nasi kotak"),
        ("catering", "Nasi kotak"),
        ("raw milk", "Susu sapi segar"),
        ("rice husk", "Sekam padi"),
        ("live catfish", "Lele hidup"),
        ("metal casting", "Pengecoran logam"),
        ("ceramic plates", "Piring keramik"),
        ("bamboo weaving", "Anyaman bambu"),
        ("coveralls", "Baju kerja dan wearpack"),
        ("Tèmpé", "Tempe kedelai"),
    ],
)
def test_a_need_finds_its_maker_first(market, need, best):
    assert found(wanted(need), *market)[0] == best


def test_uniforms_are_sewn_by_those_who_sew(market):
    assert found(wanted("seragam kerja"), *market) == [
        "Baju kerja dan wearpack",
        "Konveksi Bu Tini. Menerima jahitan",
    ]
    sewing = offer("Menerima jahitan", cluster="konveksi", kbli=None)
    assert found(wanted("seragam kerja"), sewing) == ["Menerima jahitan"]
    assert found(wanted("work uniforms"), *market) == found(wanted("seragam kerja"), *market)


@pytest.mark.parametrize(
    ("need", "only_those"),
    [
        ("ikan mas", {"Ikan mas segar"}),
        ("carp", {"Ikan mas segar"}),
        ("emas", {"Perhiasan emas"}),
        ("gold", {"Perhiasan emas"}),
        ("batik cap", {"Batik cap"}),
        ("cor logam", {"Pengecoran logam"}),
        ("beton cor", {"Beton cor siap pakai"}),
        ("benih ikan", {"Benih lele"}),
        ("benih padi", {"Benih padi unggul"}),
        ("tempe", {"Tempe kedelai"}),
        ("tempel", {"Toko kelontong Tempel"}),
        ("lap", {"Lap makan"}),
        ("kecap", {"Kecap manis"}),
        ("mas", set()),
        ("cap", set()),
        ("500 potong", set()),
        ("500 buah", set()),
    ],
)
def test_traps(market, need, only_those):
    assert set(found(wanted(need), *market)) == only_those


def test_pot_of_clay_and_pot_for_pieces(market):
    assert found(wanted("pot tanaman"), *market)[0] == "Pot bunga gerabah"
    assert "Kancing 12 pot" not in found(wanted("pot keramik"), *market)


def test_the_cluster_tells_what_an_ambiguous_word_means():
    fish = offer("Mas ukuran konsumsi", cluster="minapolitan", kbli=None)
    man = offer("Mas Bejo", cluster="mebel", kbli=None)
    assert found(wanted("ikan mas"), fish, man) == [fish.text]


@pytest.mark.parametrize(
    "boilerplate",
    [
        "Perusahaan kami membutuhkan pemasok untuk pengadaan rutin dengan mutu baik dan harga sesuai",
        "We are looking for a reliable supplier; monthly delivery, good quality, best price",
    ],
)
def test_the_words_of_tenders_say_nothing(boilerplate):
    trader = offer(
        "Pemasok barang rutin. Pengadaan dengan harga baik, mutu sesuai, delivery monthly",
        cluster="penunjang",
        kbli=None,
    )
    weaver = offer("Lurik", kbli=None)
    assert found(wanted(f"{boilerplate}. Lurik"), trader, weaver) == ["Lurik"]
    with_it, without = (only(wanted(text), weaver) for text in (f"Lurik. {boilerplate}", "Lurik"))
    assert with_it.parts["text"] >= 0.7 * without.parts["text"]


def test_saying_it_twice_gains_nothing():
    """Synonyms are one concept: the best of them counts, they never add up."""
    weaver, potter = offer("Lurik", kbli=None), offer("Gerabah", cluster="keramik", kbli=None)
    once = match(wanted("lurik dan gerabah"), weaver, potter)
    many = match(wanted("lurik, striped, luri, stripes dan gerabah"), weaver, potter)
    assert [c.score for c in many.candidates] == [c.score for c in once.candidates]
    loud = offer("Lurik lurik striped luri, stripes", kbli=None)
    assert only(wanted("lurik"), loud).parts["text"] == only(wanted("lurik"), weaver).parts["text"]


def test_the_name_counts_more_than_the_description():
    need = wanted("lurik")
    names = "Lurik", "Selendang. Dari lurik", "Selendang untuk kebaya lurik"
    name, described, purpose = (only(need, offer(text, kbli=None)).parts["text"] for text in names)
    assert name > described == purpose > 0


def test_the_first_thing_in_a_name_is_the_product():
    assert found(wanted("tempe"), offer("Keripik tempe"), offer("Tempe keripik")) == [
        "Tempe keripik",
        "Keripik tempe",
    ]


def test_saying_enough_is_enough():
    """Who answers the weightiest words of a long letter need not answer all of them."""
    need = wanted("lurik, selendang, serbet, taplak, gorden")
    three, five = (
        only(need, offer(text, kbli=None)).parts["text"]
        for text in (
            "Lurik. Selendang, serbet, taplak",
            "Lurik. Selendang, serbet, taplak, gorden",
        )
    )
    assert 0.9 <= three <= five == 1


def test_what_it_is_for_is_not_what_it_is():
    """Fabric for uniforms: who has the fabric comes before who has the uniforms."""
    cloth, uniform = offer("Kain lurik", kbli=None), offer("Seragam", kbli=None)
    assert found(wanted("Kain lurik untuk seragam"), uniform, cloth)[0] == "Kain lurik"
    both = wanted("Looking for uniforms. With a band of lurik")
    assert found(both, cloth, uniform)[0] == "Seragam"


def test_a_kind_answers_for_its_family_and_a_family_may_for_a_kind():
    chair, maker = offer("Kursi rotan", kbli=None), offer("Mebel rotan", kbli=None)
    assert found(wanted("mebel"), chair, maker) == ["Mebel rotan", "Kursi rotan"]
    assert found(wanted("kursi"), chair, maker) == ["Kursi rotan", "Mebel rotan"]
    assert found(wanted("meja"), chair) == []
    both = offer("Mebel, kursi", cluster="mebel", kbli=None)
    assert only(wanted("mebel"), both).parts["text"] == 1


def test_a_material_alone_is_no_match():
    """Batik is cloth too, and teak chairs are teak: neither is what was asked for."""
    assert found(demand("Kain lurik"), offer("Kain batik", cluster="batik", kbli=None)) == []
    assert found(wanted("Pintu kayu jati"), offer("Cobek kayu jati", kbli=None)) == []


def test_a_common_colour_is_no_match():
    assert found(wanted("Gazebo merah"), offer("Cabai merah", cluster="lereng-merapi")) == []


# ── KBLI and cluster ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_cluster_alone_is_no_evidence():
    need = demand("Roti tawar", clusters=frozenset({"makanan-olahan"}), kbli=None)
    tempe = offer("Tempe", cluster="makanan-olahan", kbli=None)
    bread = offer("Roti sobek", cluster="makanan-olahan", kbli=None)
    assert found(need, tempe, bread) == ["Roti sobek"]


def test_a_cluster_alone_is_no_evidence_whatever_it_weighs():
    weights = Weights(relevance={"text": 0.3, "kbli": 0.2, "cluster": 0.5})
    payet, lurik = offer("Payet", kbli=None), offer("Lurik", kbli=None)
    engine = Engine(Snapshot([payet, lurik], LEXICON), weights)
    assert [row.umkm_id for row in engine.match(demand()).candidates] == [lurik.umkm_id]
    assert not engine.explain(demand(), payet.umkm_id).relevant


def test_the_cluster_stands_in_when_nobody_knows_a_word():
    need = demand("Xyzzy", kbli=None)
    ours, others = offer("Lurik", kbli=None), offer("Batik", cluster="batik", kbli=None)
    assert found(need, ours, others) == ["Lurik"]
    assert only(need, ours).score < only(demand("Lurik", kbli=None), ours).score


def test_the_same_kbli_is_evidence_without_a_word():
    stagen = offer("Stagen", kbli=("2020", "13121"))
    known = offer("Lurik", kbli=None)
    candidates = match(demand("Lurik"), stagen, known).candidates
    assert [candidate.product_id for candidate in candidates] == [
        known.product_id,
        stagen.product_id,
    ]


def test_codes_of_two_versions_are_never_compared():
    """13133 is printing on cloth in 2020 and batik in 2025."""
    need = demand("Xyzzy lurik", clusters=frozenset(), kbli=("2025", "13133"))
    old, new = (offer("Selendang", kbli=(version, "13133")) for version in ("2020", "2025"))
    lurik = offer("Lurik", kbli=None)
    found_rows = {c.product_id: c for c in match(need, old, new, lurik).candidates}
    assert old.product_id not in found_rows
    # and an old code is neutral, not another one: the same relevance as without a code
    old_lurik = offer("Lurik", kbli=("2020", "13133"))
    other_lurik = offer("Lurik", kbli=("2025", "13121"))
    assert only(need, old_lurik).score == only(need, lurik).score > only(need, other_lurik).score
    assert "kbli" not in only(need, old_lurik).parts


def test_kbli_and_cluster_raise_a_score():
    plain = demand("Kain lurik untuk selimut")
    none = only(plain, offer("Kain lurik", kbli=("2020", "99999"))).score
    cluster_only = only(plain, offer("Kain lurik", kbli=None)).score
    both = only(plain, offer("Kain lurik")).score
    assert none < cluster_only < both


def test_the_shared_words_are_told_in_both_languages():
    row = offer("Jati tua, kursi. Ukiran halus", cluster="mebel", kbli=None)
    candidate = only(wanted("carved furniture of teak wood for our lobby"), row)
    assert values(candidate.reasons, "words") == {
        "offered": ["ukiran", "kursi", "jati"],
        "asked": ["carved", "furniture", "teak wood"],
    }
