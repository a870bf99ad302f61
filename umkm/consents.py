"""What owners agree to, word for word, in versions: a changed text is a new version, and nobody has agreed to it yet.

Duties of UU 27/2022 (personal data): say the basis, the purpose, how long, and the rights (articles 20 to 22, 5 to 13).
"""

from django.utils.translation import gettext_lazy as _

from umkm.models import Purpose

#: The version that is shown to people now.
CURRENT = {Purpose.KEEP: 1, Purpose.PUBLISH: 1, Purpose.MATCH: 1}

TEXTS = {
    (Purpose.KEEP, 1): _(
        "Data usaha dan data pemilik (nama, nomor WhatsApp, alamat, dan bila diisi NIK, NPWP, modal, dan penjualan) disimpan "
        "pemerintah kabupaten untuk memverifikasi dan membina usaha, selama usaha terdaftar. NIK dan NPWP disandikan, dan "
        "setiap pembukaannya dicatat."
    ),
    (Purpose.PUBLISH, 1): _(
        "Nama usaha, desa, klaster, dan produk tampil untuk umum setelah terverifikasi. Isian lain hanya tampil bila pemilik "
        "memilihnya."
    ),
    (Purpose.MATCH, 1): _(
        "Portal membandingkan produk dengan kebutuhan perusahaan secara otomatis dan menunjukkan alasannya; keputusan selalu "
        "dibuat orang. Pemilik dapat menyatakan keberatan kapan saja."
    ),
}

#: What happens when a purpose is withdrawn.
CONSEQUENCES = {
    Purpose.PUBLISH: _("Usaha tidak lagi tampil di direktori dan tidak dapat ditemukan pembeli."),
    Purpose.MATCH: _("Usaha tidak lagi dicocokkan; saran yang belum dijawab ditarik."),
}
