"""The first version of the texts: a beginning that the legal officer makes the kabupaten's own in the admin.

The five articles of UU 20/2008 article 34 are marked; beside them stand object, price and payment, inspection, force majeure,
confidentiality, no dependency (UU 20/2008 article 35) and language (UU 24/2009 article 31).
"""

from typing import NamedTuple

from partnerships.models.documents import DocumentKind, Statute


class Article(NamedTuple):
    heading_id: str
    heading_en: str
    text_id: str
    text_en: str
    statute: str = ""


_ACTIVITY = Article(
    "Kegiatan usaha",
    "Business activity",
    "Para pihak bekerja sama dalam {judul} dengan pola {pola}. Volume yang dibicarakan {volume} {satuan} per bulan, dengan "
    "pengiriman pertama {pengiriman_pertama}.",
    "The parties cooperate in {judul} under the pattern {pola}. The volume discussed is {volume} {satuan} a month, with the "
    "first delivery on {pengiriman_pertama}.",
    Statute.ACTIVITY,
)
_RIGHTS = Article(
    "Hak dan kewajiban",
    "Rights and obligations",
    "{perusahaan} memberi spesifikasi tertulis, memeriksa barang paling lambat 7 hari sesudah diterima, dan membayar tepat "
    "waktu.\nUMKM ({umkm}) mengerjakan sesuai spesifikasi dan bagiannya, memberi tahu lebih awal bila terlambat, dan "
    "mengganti barang yang ditolak dengan alasan tertulis.",
    "{perusahaan} gives specifications in writing, inspects goods within 7 days of receipt, and pays on time.\nThe UMKM "
    "({umkm}) work to specification and within their shares, give early notice of delay, and replace goods that are rejected "
    "with written reasons.",
    Statute.RIGHTS,
)
_DEVELOPMENT = Article(
    "Bentuk pengembangan",
    "Form of development",
    "{perusahaan} membina UMKM dalam mutu, pengelolaan usaha, dan sertifikasi, sekurang-kurangnya satu kali setiap triwulan.",
    "{perusahaan} coaches the UMKM in quality, management and certification at least once a quarter.",
    Statute.DEVELOPMENT,
)
_PRICE = Article(
    "Nilai dan pembayaran",
    "Value and payment",
    "Nilai kerja sama {nilai}. Harga paling tinggi {harga_tertinggi} per {satuan}. Pembayaran: {pembayaran}.",
    "The value of the cooperation is {nilai}. The highest price is {harga_tertinggi} per {satuan}. Payment: {pembayaran}.",
)
_TERM = Article(
    "Jangka waktu",
    "Term",
    "Berlaku sejak {mulai} sampai {berakhir} dan dapat diperpanjang secara tertulis.",
    "In force from {mulai} until {berakhir}; it may be extended in writing.",
    Statute.TERM,
)
_EQUAL = Article(
    "Kedudukan setara",
    "Equal standing",
    "Para pihak berkedudukan setara. Tidak ada pihak yang menguasai atau membuat pihak lain bergantung kepadanya.",
    "The parties stand as equals. Neither controls the other nor makes the other dependent on it.",
)
_FORCE = Article(
    "Keadaan kahar",
    "Force majeure",
    "Keadaan di luar kuasa diberitahukan dalam 7 hari; kewajiban ditunda selama keadaan itu berlangsung.",
    "Events beyond control are notified within 7 days; obligations are suspended while they last.",
)
_SECRET = Article(
    "Kerahasiaan",
    "Confidentiality",
    "Desain, harga, dan data pihak lain tidak diberikan kepada pihak ketiga tanpa izin tertulis.",
    "Designs, prices and data of the other party are not given to third parties without written consent.",
)
_DISPUTE = Article(
    "Penyelesaian perselisihan",
    "Settlement of disputes",
    "Perselisihan diselesaikan dengan musyawarah, lalu mediasi yang difasilitasi pemerintah kabupaten, dan bila perlu "
    "Pengadilan Negeri setempat. Pengawasan kemitraan dilakukan KPPU.",
    "Disputes are settled by deliberation, then mediation facilitated by the kabupaten, and if need be by the local District "
    "Court. Partnerships are supervised by KPPU.",
    Statute.DISPUTE,
)
_LANGUAGE = Article(
    "Bahasa",
    "Language",
    "Naskah dibuat dalam Bahasa Indonesia, dan bila ada pihak asing juga dalam bahasa Inggris. Bila berbeda, naskah Bahasa "
    "Indonesia yang berlaku.",
    "The text is made in Indonesian, and where a party is foreign also in English. Where they differ, the Indonesian text "
    "prevails.",
)

FIRST: dict[str, tuple[Article, ...]] = {
    DocumentKind.MOU: (
        _ACTIVITY,
        _RIGHTS,
        _DEVELOPMENT,
        _PRICE,
        _TERM,
        _EQUAL,
        _SECRET,
        _DISPUTE,
        _LANGUAGE,
    ),
    DocumentKind.CONTRACT: (
        _ACTIVITY,
        _PRICE,
        _RIGHTS,
        _DEVELOPMENT,
        _TERM,
        _FORCE,
        _EQUAL,
        _SECRET,
        _DISPUTE,
        _LANGUAGE,
    ),
}
