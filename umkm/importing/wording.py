"""Every remark of an import as a sentence, and the names of columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kemitraan.identifiers import remark_in_words
from umkm.importing.headers import FIELDS


def column_label(name: str) -> str:
    """A field, or a column of the register that a field is kept in."""
    name = {"village_id": "village", "kbli_id": "kbli", "product": "product_name"}.get(name, name)
    return FIELDS[name][0]


def remark_sentence(remark: Mapping[str, Any]) -> str:
    code, values = remark["code"], dict(remark["values"])
    if code.startswith("nik_"):
        return remark_in_words(code, values)
    if "column" in values:
        values["column"] = column_label(values["column"])
    if "columns" in values:
        values["columns"] = ", ".join(map(column_label, values["columns"]))
    return _sentences()[code] % values


def remark_sentences(remarks: Iterable[Mapping[str, Any]]) -> str:
    return " ".join(remark_sentence(remark) for remark in remarks)


def _sentences() -> dict[str, str]:
    return {
        "no_name": _("Nama usaha dan nama pemilik kosong."),
        "no_owner": _("Nama pemilik kosong."),
        "no_telephone": _("Nomor telepon kosong."),
        "bad_telephone": _("Nomor telepon “%(text)s” belum benar."),
        "no_village": _("Desa/kelurahan kosong."),
        "unknown_village": _("“%(text)s” bukan desa/kelurahan di kabupaten ini."),
        "many_villages": _("Ada beberapa “%(text)s”: %(choices)s. Isi kecamatannya."),
        "repeated": _("Sama dengan baris %(row)s."),
        "same_firm": _(
            "Baru saja didaftarkan oleh orang lain dengan nama, desa, atau nomor yang sama."
        ),
        "same_as_row": _("Usaha yang sama dengan baris %(row)s; produknya ditambahkan."),
        "like_row": _("Mungkin sama dengan baris %(row)s; masuk daftar “mungkin ganda”."),
        "like_firm": _(
            "Mungkin sama dengan “%(name)s” yang sudah terdaftar; masuk daftar “mungkin ganda”."
        ),
        "found_by": _("Sudah terdaftar sebagai “%(name)s”."),
        "kept_old": _("Berbeda dengan yang sudah tercatat dan tidak ditimpa: %(columns)s."),
        "name_from_owner": _("Nama usaha kosong; dipakai nama pemilik."),
        "first_telephone": _("Ada beberapa nomor telepon; dipakai yang pertama."),
        "village_read_as": _("“%(text)s” dibaca sebagai “%(name)s”."),
        "lost_digits": _(
            "%(column)s tersimpan sebagai angka sehingga digit terakhirnya hilang (3,31E+15), dan tidak diisikan. "
            "Ubah kolomnya menjadi teks dan ketik ulang."
        ),
        "bad_number": _("%(column)s tidak benar (%(count)s angka), sehingga tidak diisikan."),
        "not_an_amount": _("%(column)s “%(text)s” bukan jumlah, sehingga tidak diisikan."),
        "formula": _("Rumus di kolom %(column)s gagal dihitung, sehingga kosong."),
        "too_long": _("%(column)s dipotong menjadi %(most)s huruf."),
        "cluster_assumed": _("Klaster “%(text)s” tidak dikenal; dimasukkan ke luar klaster."),
        "unit_assumed": _("Satuan “%(text)s” tidak dikenal; dipakai buah."),
        "no_product": _("Belum ada produk; perlu diisi sebelum diverifikasi."),
    }
