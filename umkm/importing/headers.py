"""Which column is which field: the headers that officials really write, with their abbreviations, stars and slips."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from umkm.importing.files import FileRefused

#: Lines from the top among which the header is looked for: titles and logos stand above it.
SEARCHED = 30
#: Without these a line cannot become a firm.
REQUIRED = ("name", "owner_name", "telephone", "village")

#: field -> (header of the template, other headers), in normal form: see _normal.
FIELDS: dict[str, tuple[str, str]] = {
    "name": (
        "Nama usaha",
        "usaha|nama umkm|nama ukm|nama ikm|umkm|nama perusahaan|nama toko|merek usaha|merk usaha|nama merek|nama usaha merk|"
        "nama usaha umkm|nama badan usaha",
    ),
    "owner_name": (
        "Nama pemilik",
        "nama|pemilik|pemilik usaha|nama pemilik usaha|nama pelaku usaha|pelaku usaha|nama pengusaha|pengusaha|nama lengkap|"
        "penanggung jawab|nama penanggung jawab|nama pengelola|nama pemilik umkm|nama ketua",
    ),
    "nik": ("NIK", "nik pemilik|ktp|nik ktp|nik no ktp|ktp nik|induk kependudukan"),
    "npwp": ("NPWP", "pokok wajib pajak|npwp pemilik|npwp usaha"),
    "nib": ("NIB", "induk berusaha|nib oss|izin nib|nib induk berusaha"),
    "telephone": (
        "Nomor WhatsApp",
        "hp|wa|whatsapp|whats app|telp|telepon|tlp|telpon|telephone|phone|hp wa|wa hp|telp hp|hp telp|telepon hp|hp telepon|"
        "telp wa|telepon wa|handphone|kontak|contact person|hp pemilik|telepon pemilik|hp whatsapp|whatsapp hp|seluler",
    ),
    "village": (
        "Desa/kelurahan",
        "desa|kelurahan|kalurahan|desa kel|kel desa|kelurahan desa|nama desa|ds kel|kel|desa usaha|desa kelurahan usaha",
    ),
    "district": ("Kecamatan", "kec|nama kecamatan|kecamatan usaha|kapanewon"),
    "address": (
        "Alamat",
        "alamat usaha|alamat lengkap|alamat lengkap usaha|jalan|dusun|dukuh|alamat rumah|alamat produksi|alamat pemilik|rt rw",
    ),
    "form": ("Bentuk usaha", "badan usaha|bentuk|jenis badan usaha|bentuk badan usaha|badan hukum"),
    "cluster": (
        "Klaster",
        "cluster|sektor|sektor usaha|bidang|bidang usaha|jenis usaha|kategori|kategori usaha|klaster usaha|jenis bidang usaha|"
        "kelompok usaha",
    ),
    "kbli": ("KBLI", "kode kbli|kbli 2020|kbli 2025|kbli utama"),
    "product_name": (
        "Produk utama",
        "produk|nama produk|jenis produk|produk jasa|komoditas|hasil produksi|produk unggulan|produk yang dihasilkan|"
        "nama produk jasa|barang jasa|produk dihasilkan|jenis produk jasa",
    ),
    "unit": ("Satuan", "unit|satuan produk|satuan produksi"),
    "capacity_month": (
        "Kapasitas per bulan",
        "kapasitas|kapasitas produksi|kapasitas bulan|produksi per bulan|produksi bulan|kapasitas produksi per bulan|"
        "kapasitas produksi bulan|volume produksi|jumlah produksi|produksi|kapasitas bln|kap produksi bln",
    ),
    "price_min": (
        "Harga terendah",
        "harga|harga satuan|harga jual|harga min|harga produk|harga per satuan",
    ),
    "price_max": ("Harga tertinggi", "harga maks|harga max|harga maksimal"),
    "capital_rupiah": (
        "Modal usaha",
        "modal|jumlah modal|modal awal|modal sendiri|permodalan|nilai modal",
    ),
    "yearly_sales_rupiah": (
        "Hasil penjualan setahun",
        "omzet|omset|omzet tahun|omset tahun|omzet per tahun|omset per tahun|omzet setahun|omset setahun|penjualan tahun|"
        "penjualan per tahun|hasil penjualan|hasil penjualan tahunan|omzet tahunan|omset tahunan|pendapatan per tahun|omzet thn|omset thn",
    ),
    "monthly_sales": (
        "Hasil penjualan sebulan",
        "omzet bulan|omset bulan|omzet per bulan|omset per bulan|omzet sebulan|omset sebulan|omzet bulanan|omset bulanan|"
        "penjualan per bulan|pendapatan per bulan|omzet bln|omset bln",
    ),
    "women_owned": ("Jenis kelamin pemilik", "jenis kelamin|jk|l p|gender|kelamin|lk pr|p l"),
    "description": (
        "Tentang usaha",
        "uraian|deskripsi|deskripsi usaha|uraian usaha|profil usaha|keterangan usaha",
    ),
}
#: Columns of the template, in its order: a yearly amount is asked for, a monthly one only understood.
TEMPLATE = tuple(name for name in FIELDS if name != "monthly_sales")

#: Words that say nothing about which column it is.
_FILLER = frozenset("no nomor nmr data isian wajib diisi rp rupiah dalam tahun2".split())


def _normal(text: Any) -> str:
    """ "No. HP / WA *" -> "hp wa"."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"\(.*?\)|\[.*?\]", " ", str(text or "").lower()))
    return " ".join(word for word in words if word not in _FILLER)


_BY_HEADER = {
    _normal(header): field
    for field, (main, others) in FIELDS.items()
    for header in (main, *others.split("|"))
}
#: "N I B", "Kel/Desa" without its stroke: the same letters, parted in another way.
_SQUASHED = {header.replace(" ", ""): field for header, field in _BY_HEADER.items()}


def field_of(header: Any) -> str:
    """The field that a header means, or ""; a slip of the pen in a longer word is forgiven."""
    text = _normal(header)
    known = _BY_HEADER.get(text) or _SQUASHED.get(text.replace(" ", ""))
    if known or len(text) < 5:
        return known or ""
    close = get_close_matches(text, [long for long in _BY_HEADER if len(long) > 4], 1, 0.87)
    return _BY_HEADER[close[0]] if close else ""


def read_header(cells: Sequence[Any]) -> dict[int, str]:
    """{position: field}; of two columns for one field the first counts."""
    found: dict[int, str] = {}
    for position, cell in enumerate(cells):
        field = field_of(cell)
        if field and field not in found.values():
            found[position] = field
    return found


def find_header(
    lines: Sequence[tuple[int, Sequence[Any]]],
) -> tuple[int, dict[int, str], dict[str, str]]:
    """(index of the first line of data, {position: field}, {header as it stands: field or ""}).

    A header may stand in two lines, with one cell merged over several ("Alamat" over "Desa" and "Kecamatan"). Raises
    FileRefused with what is missing.
    """
    best: tuple[int, int, dict[int, str], list] = (0, 0, {}, [])
    for index, (_line, cells) in enumerate(lines):
        found = read_header(cells)
        if len(found) > best[0]:
            best = (len(found), index + 1, found, [(cell, at) for at, cell in enumerate(cells)])
        if index + 1 < len(lines):
            below = lines[index + 1][1]
            both = _two_lines(cells, below)
            joined = read_header(both)
            # Only a line that itself names fields is the second half of a header.
            if len(joined) > best[0] and len(read_header(below)) >= 2:
                best = (
                    len(joined),
                    index + 2,
                    joined,
                    [(cell, at) for at, cell in enumerate(both)],
                )
    _count, begin, found, cells = best
    missing = [FIELDS[name][0] for name in REQUIRED if name not in found.values()]
    if missing:
        raise FileRefused(
            _(
                "Kolom %(missing)s tidak ditemukan. Beri judul kolom seperti pada contoh berkas; yang dikenali: %(found)s."
            )
            % {
                "missing": ", ".join(f"“{name}”" for name in missing),
                "found": ", ".join(FIELDS[name][0] for name in found.values()) or _("tidak ada"),
            }
        )
    return (
        begin,
        found,
        {str(cell): found.get(at, "") for cell, at in cells if str(cell or "").strip()},
    )


def _two_lines(upper: Sequence[Any], lower: Sequence[Any]) -> list[Any]:
    width = max(len(upper), len(lower))
    cells = []
    for at in range(width):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        names_more = field_of(below) or not field_of(above)
        cells.append(below if names_more and str(below or "").strip() else above)
    return cells
