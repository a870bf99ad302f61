"""How sellers and buyers write: what stands around the name of a product, and the errors that fingers make.

Randomness is an argument everywhere: the same `Random` gives the same text.
"""

from collections.abc import Sequence
from math import log
from random import Random

from partnerships.bench.truth import ProductType

# ── Around a product ─────────────────────────────────────────────────────────────────────────────────────────────────

#: {thing} is a name of the product, {place} a dukuh or village. Sentences without {thing} say nothing of what is sold.
SELLING = {
    "local": (
        "Bikinan sendiri, bisa pesen lewat WA",
        "Digarap rumahan, hasile apik",
        "Harga miring, borongan lebih murah",
        "Siap kirim se-Klaten, nego sampe deal",
        "Jual {thing} partai dan ecer",
        "Nerima pesenan {thing} kapan wae",
        "Wis langganan warung lan toko",
        "Usaha turun temurun dari simbah, garapan alus",
        "Stok ada terus, monggo mampir ke {place}",
        "Dikerjain bareng tangga teparo di {place}",
        "Minat langsung japri, barang ready",
        "Dijamin awet, ora nguciwani",
        "Harga per potong bisa dirembug",
        "COD pasar {place} bisa, minggu buka",
    ),
    "formal": (
        "Kami memproduksi {thing} dengan mutu terjaga dan harga bersaing",
        "Melayani pesanan dalam jumlah besar maupun kecil",
        "Dikerjakan oleh tenaga terampil di {place}",
        "Tersedia {thing} sesuai permintaan pelanggan",
        "Pengiriman tepat waktu ke seluruh wilayah Jawa Tengah",
        "Usaha kami berdiri sejak lama dan telah memasok beberapa toko",
        "Menggunakan bahan pilihan dan proses yang bersih",
        "Kualitas emas, harga rakyat",
        "Contoh barang dapat dilihat di {place}",
        "Dapat menerbitkan faktur dan laporan pengiriman",
        "Pembayaran dapat dirundingkan",
        "Harga dihitung per potong atau per satuan",
    ),
    "english": (
        "We make {thing} of good quality at a fair price",
        "Orders of any size are welcome",
        "Family business in {place}, Klaten",
        "Custom {thing} on request, samples available",
        "Ready stock, delivery within Central Java",
        "Produced by skilled local workers",
        "Please contact us for a quotation",
    ),
}
#: Said of some goods of any cluster: words that belong to another trade.
ASIDES = {
    "local": (
        "Merek cap {brand}",
        "Omahe kidul pasar Tempel",
        "Mas Bejo sing ngurusi",
        "Sebelah toko emas {brand}",
        "Lapangan ngetan titik, cedhak kolam",
        "Depan pabrik beton cor",
    ),
    "formal": (
        "Merek dagang cap {brand}",
        "Alamat kami di dukuh Tempel",
        "Lokasi di belakang toko emas {brand}",
        "Laporan uji laboratorium tersedia",
        "Bengkel kami berlantai cor beton",
        "Dekat kolam ikan dan balai benih",
    ),
    "english": (
        "Trade mark cap {brand}",
        "Workshop next to the gold shop in Tempel",
        "Test report available",
    ),
}
ALSO = {
    "local": "Ada juga {thing}",
    "formal": "Kami juga melayani {thing}",
    "english": "We also sell {thing}",
}
BRANDS = (
    "Gajah",
    "Jago",
    "Bintang",
    "Lombok",
    "Kereta",
    "Wayang",
    "Mawar",
    "Udang",
    "Payung",
    "Ikan Mas",
)
PLACES = (
    "Tegalsari", "Karangasem", "Kebonan", "Ngemplak", "Gading", "Sumberejo", "Pundungan", "Kalangan",
    "Jetis", "Sawahan", "Krajan", "Tempel", "Bendungan", "Plosowangi", "Mranggen", "Pasar Kembang",
)  # fmt: skip

ASKING = {
    "id": {
        "title": (
            "Pengadaan {thing}",
            "Kebutuhan {thing} rutin",
            "Mencari pemasok {thing}",
            "Pembelian {thing} untuk {use}",
            "Dibutuhkan {thing}",
            "Pasokan {thing} bulanan",
        ),
        "first": (
            "Perusahaan kami membutuhkan {thing} untuk {use}",
            "Kami mencari mitra UMKM yang sanggup menyediakan {thing}",
            "Dibutuhkan segera untuk {use} kami",
            "Dalam rangka kemitraan, kami membuka kesempatan bagi penyedia {thing}",
        ),
        "rest": (
            "Pengiriman bertahap setiap bulan dan tepat waktu",
            "Penyedia wajib memiliki NIB dan menandatangani perjanjian kerja sama",
            "Mutu harus seragam dan lolos pemeriksaan kami",
            "Penawaran memuat harga per satuan, waktu pengerjaan, dan contoh barang",
            "Pembayaran dilakukan setelah barang diterima dengan baik beserta faktur",
            "Bersedia membuat laporan bulanan kepada bagian pengadaan",
            "Surat penawaran dibubuhi cap perusahaan dan tanda tangan",
            "Diutamakan pelaku usaha setempat di Kabupaten Klaten",
            "Syarat dan ketentuan lain dibicarakan kemudian",
        ),
    },
    "en": {
        "title": (
            "Supply of {thing}",
            "Looking for a supplier of {thing}",
            "Monthly purchase of {thing}",
            "{thing} for {use}",
            "Sourcing {thing}",
        ),
        "first": (
            "Our company is looking for {thing} for {use}",
            "We want to buy {thing} from local small producers",
            "We need a reliable partner that can provide {thing}",
            "Required soon for {use}",
        ),
        "rest": (
            "Monthly deliveries must be on time and in consistent quality",
            "Please quote unit price, lead time and minimum order",
            "Payment after goods have been received and inspected, against invoice",
            "The supplier shall sign a cooperation agreement and report every month",
            "Samples will be tested before the first order",
            "Preference is given to businesses in the regency",
            "Terms and conditions apply and will be discussed with our procurement team",
        ),
    },
}
USES = {
    "id": ("pabrik di Klaten", "hotel", "kantor cabang", "karyawan", "gerai kami", "kegiatan perusahaan", "ekspor", "proyek", "dapur produksi", "gudang"),
    "en": ("our factory", "our hotel", "our branch offices", "our employees", "our stores", "company events", "export", "a project", "our production kitchen", "our warehouse"),
}  # fmt: skip


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pick(random: Random, choices: Sequence):
    return choices[int(random.random() * len(choices))]


def name(random: Random, kind: ProductType, register: str, variants: Sequence[int]) -> str:
    """A product's name with the variants that are given (-1: not said), in the order of its language."""
    words = [pick(random, kind.forms[register])]
    for group, number in zip(kind.variants, variants, strict=False):
        if number >= 0:
            said = pick(random, group[number].forms[register])
            words = [said, *words] if register == "english" else [*words, said]
    return " ".join(words)


def inflect(random: Random, phrase: str) -> str:
    """The first word of a name as people say it: with -nya, or doubled."""
    first, *rest = phrase.split(" ")
    first = f"{first}nya" if random.random() < 0.7 else f"{first}-{first}"
    return " ".join([first, *rest])


# ── Typing errors ────────────────────────────────────────────────────────────────────────────────────────────────────

_NEIGHBOURS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "svxswdfgujklomnipwaetrycxutx",
        strict=False,
    )
)


def misspell(random: Random, word: str) -> str:
    """One error: a letter lost, doubled, swapped with the next, or its neighbour on the keyboard. Short words stay."""
    if len(word) < 4 or not word.isalpha():
        return word
    at = 1 + int(random.random() * (len(word) - 2))
    kind = int(random.random() * 4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + _NEIGHBOURS.get(word[at].lower(), "e") + word[at + 1 :]


class Typist:
    """Errs in a given share of all words: the distance to the next error is drawn, not each word."""

    def __init__(self, random: Random, share: float):
        self.random = random
        self._log = log(1 - share) if share else None
        self._left = self._gap()

    def _gap(self) -> int:
        if self._log is None:
            return 1 << 60
        return int(log(1 - self.random.random()) / self._log)

    def type(self, text: str) -> str:
        words = text.count(" ") + 1
        if self._left >= words:
            self._left -= words
            return text
        typed = text.split(" ")
        while self._left < words:
            typed[self._left] = misspell(self.random, typed[self._left])
            self._left += 1 + self._gap()
        self._left -= words
        return " ".join(typed)
