"""What parties are asked for the public register, word for word, in versions; and what the columns of its file are called."""

from django.utils.translation import gettext_lazy as _

from partnerships.models.register import TEXT_VERSION

TEXTS = {
    1: _(
        "Nama usaha Anda ditampilkan untuk umum di daftar kemitraan pemerintah kabupaten, bersama nama pihak lain yang setuju, "
        "klaster, kecamatan, kelas nilai (bukan nilainya), pola, triwulan tanda tangan, lingkup, dan keadaan kemitraan. Harga, "
        "volume, nama orang, kontak, dan isi dokumen tidak pernah ditampilkan. Persetujuan dapat ditarik kapan saja dan langsung berlaku."
    )
}

#: What a party is shown now.
TEXT = TEXTS[TEXT_VERSION]

#: The header row of the file, in the order of partnerships.views.register.line_of.
COLUMNS = (
    "nomor",
    "perusahaan",
    "modal",
    "umkm",
    "umkm_lain",
    "koordinator",
    "klaster",
    "kecamatan",
    "kelas_nilai",
    "status",
    "pola",
    "triwulan_tanda_tangan",
    "lingkup",
    "program",
    "alamat",
)
