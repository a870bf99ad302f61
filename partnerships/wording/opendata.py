"""What the open data sets are called and what each of their columns means."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DataSet:
    """One file. `columns` are (name in the header row, what it means), in the order of partnerships.opendata.LINES[code]."""

    code: str
    title: Promise
    description: Promise
    keywords: tuple[str, ...]
    columns: tuple[tuple[str, Promise], ...]

    @property
    def headers(self) -> list[str]:
        return [name for name, _meaning in self.columns]


_CLUSTER = (
    ("klaster_kode", _("Kode klaster di portal ini.")),
    ("klaster", _("Nama klaster dalam Bahasa Indonesia.")),
)
_DISTRICT = (
    ("kecamatan_kode", _("Kode kecamatan menurut Kemendagri, misalnya 33.10.03.")),
    ("kecamatan", _("Nama kecamatan tempat usaha.")),
)
_NOTE = (
    "keterangan",
    _("“<5” bila ada nilai yang disamarkan dalam baris ini; nilai yang disamarkan dikosongkan."),
)

DATA_SETS = {
    row.code: row
    for row in (
        DataSet(
            "umkm",
            _("UMKM terverifikasi menurut klaster dan kecamatan"),
            _(
                "Jumlah UMKM yang sudah diverifikasi petugas di setiap klaster dan kecamatan, menurut skala usaha dan kepemilikan perempuan."
            ),
            ("umkm", "klaster", "kecamatan", "skala usaha", "perempuan"),
            (
                *_CLUSTER,
                *_DISTRICT,
                ("umkm", _("Jumlah UMKM terverifikasi dengan klaster utama ini.")),
                ("usaha_mikro", _("Di antaranya usaha mikro (PP 7/2021 pasal 35).")),
                ("usaha_kecil", _("Di antaranya usaha kecil.")),
                ("usaha_menengah", _("Di antaranya usaha menengah.")),
                ("usaha_besar", _("Di antaranya yang sudah melampaui usaha menengah.")),
                (
                    "skala_belum_diketahui",
                    _("Di antaranya yang belum mengisi modal atau penjualan."),
                ),
                ("milik_perempuan", _("Jumlah UMKM yang dimiliki perempuan.")),
                ("bukan_milik_perempuan", _("Jumlah UMKM yang tidak dimiliki perempuan.")),
                (
                    "kepemilikan_belum_diketahui",
                    _("Jumlah UMKM yang belum menyebut apakah dimiliki perempuan."),
                ),
                (
                    "milik_perempuan_persen",
                    _("Bagian UMKM milik perempuan dari semua UMKM di baris ini, dalam persen."),
                ),
                _NOTE,
            ),
        ),
        DataSet(
            "kebutuhan",
            _("Kebutuhan terbuka menurut klaster dan triwulan"),
            _(
                "Jumlah kebutuhan perusahaan terverifikasi yang sedang terbuka, menurut klaster dan triwulan penulisannya."
            ),
            ("kebutuhan", "perusahaan", "klaster", "triwulan"),
            (
                (
                    "klaster_kode",
                    _("Kode klaster; kosong bila kebutuhan belum menyebut klaster."),
                ),
                _CLUSTER[1],
                ("triwulan", _("Triwulan ketika kebutuhan ditulis, misalnya 2026-Q4.")),
                (
                    "kebutuhan",
                    _(
                        "Jumlah kebutuhan yang sedang terbuka. Kebutuhan untuk beberapa klaster terhitung di setiap klasternya."
                    ),
                ),
                ("perusahaan", _("Jumlah perusahaan yang menulis kebutuhan itu.")),
            ),
        ),
        DataSet(
            "kemitraan",
            _("Kemitraan menurut klaster, kecamatan, dan triwulan"),
            _(
                "Saran, MoU, kontrak, dan realisasi program kabupaten menurut klaster dan kecamatan UMKM serta triwulan. Keempat nilai adalah tahap yang berbeda dan tidak boleh dijumlahkan satu sama lain."
            ),
            ("kemitraan", "mou", "kontrak", "realisasi", "klaster", "kecamatan", "triwulan"),
            (
                *_CLUSTER,
                *_DISTRICT,
                ("triwulan", _("Triwulan terjadinya, misalnya 2026-Q4.")),
                (
                    "saran",
                    _(
                        "Jumlah saran pasangan UMKM dan kebutuhan, menurut triwulan pertama kali disarankan."
                    ),
                ),
                (
                    "mou_ditandatangani",
                    _(
                        "Jumlah MoU yang ditandatangani dan diikuti UMKM di baris ini. MoU dengan UMKM di beberapa baris terhitung di setiap baris."
                    ),
                ),
                (
                    "kontrak",
                    _(
                        "Jumlah kontrak atau pesanan yang dikonfirmasi kedua pihak, menurut triwulan tanda tangan; dihitung seperti MoU."
                    ),
                ),
                (
                    "nilai_potensi_rp",
                    _(
                        "Perkiraan nilai kemitraan yang dirintis dan tidak batal, dalam rupiah, menurut triwulan pertemuan pertama. Belum dijanjikan siapa pun."
                    ),
                ),
                (
                    "nilai_mou_rp",
                    _(
                        "Nilai yang tertulis dalam MoU yang ditandatangani, dalam rupiah, menurut bagian setiap UMKM."
                    ),
                ),
                (
                    "nilai_kontrak_rp",
                    _(
                        "Nilai kontrak yang dikonfirmasi kedua pihak, dalam rupiah, menurut bagian setiap UMKM."
                    ),
                ),
                (
                    "nilai_realisasi_rp",
                    _(
                        "Nilai yang benar-benar dikirim, dibayar, dan dikonfirmasi kedua pihak dalam triwulan itu, dalam rupiah."
                    ),
                ),
                _NOTE,
            ),
        ),
    )
}
