"""What the matcher reads of both sides, and what it never reads, for the public page that explains it.

The keys are the fields of the engine's values; a test holds that the page leaves none out.
"""

from django.utils.translation import gettext_lazy as _

#: Fields of partnerships.matching.Offer -> what they hold. Keys and units are bookkeeping and are not told.
READ_OF_UMKM = {
    "text": _("nama dan uraian produk"),
    "cluster": _("klaster produk"),
    "kbli": _("kode KBLI produk"),
    "capacity": _("kapasitas per bulan"),
    "committed": _("kapasitas yang sudah terikat"),
    "commitments": _("kontrak yang sedang berjalan di portal ini"),
    "minimum_order": _("pesanan paling sedikit"),
    "lead_time_days": _("waktu pengerjaan"),
    "price_min": _("harga terendah"),
    "price_max": _("harga tertinggi"),
    "busy_months": _("bulan penuh pesanan"),
    "certificates": _("sertifikat dan masa berlakunya"),
    "down_payment_percent": _("uang muka yang diperlukan"),
    "payment_days": _("tempo pembayaran yang sanggup ditunggu"),
    "accepts_consignment": _("kesediaan titip jual"),
    "lat": _("letak desa/kelurahan"),
    "regency": _("kabupaten"),
    "leads": _("bentuk usaha: koperasi, KUB, atau BUMDes dapat memimpin kelompok"),
    "record": _("pengiriman yang dikonfirmasi kedua pihak: tepat waktu dan diterima"),
}
#: Fields of partnerships.matching.Demand -> what they hold.
READ_OF_NEED = {
    "text": _("judul dan uraian kebutuhan"),
    "clusters": _("klaster yang diminta"),
    "kbli": _("kode KBLI"),
    "volume": _("volume per bulan"),
    "plan": _("rencana bulan demi bulan, bila ada"),
    "price_ceiling": _("harga tertinggi"),
    "required_certificates": _("sertifikat wajib"),
    "preferred_certificates": _("sertifikat yang diutamakan"),
    "lat": _("tempat pengiriman"),
    "radius_km": _("jarak paling jauh"),
    "regency": _("kabupaten tempat pengiriman"),
    "down_payment_percent": _("uang muka yang ditawarkan"),
    "payment_days": _("tempo pembayaran"),
    "consignment": _("titip jual atau beli putus"),
    "first_delivery": _("pengiriman pertama"),
    "months": _("lama kebutuhan"),
    "many_suppliers": _("boleh beberapa pemasok atau satu saja"),
    "coaching": _("pembinaan yang ditawarkan"),
    "record": _("ketepatan membayar, dari pengiriman yang dikonfirmasi"),
    "refusals": _("syarat yang sama yang pernah ditolak"),
}
#: Fields that belong to another line of the lists above, or are keys and units.
BOOKKEEPING = {"product_id", "umkm_id", "need_id", "unit", "lng", "today"}
#: Hard rule -> what it asks, in plain words. `tolerance` and `least` are filled in with the engine's own numbers.
RULES_IN_WORDS = {
    "unit": _("Produk dijual dalam satuan kebutuhan, atau satuan yang dapat dihitung ke situ."),
    "certificates": _("Semua sertifikat wajib berlaku pada hari pengiriman pertama."),
    "down_payment": _("Uang muka yang ditawarkan mencukupi yang diperlukan UMKM."),
    "payment_days": _("UMKM sanggup menunggu pembayaran selama tempo yang diminta."),
    "consignment": _("Bila kebutuhannya titip jual, UMKM menerimanya."),
    "minimum_order": _("Volume kebutuhan tidak di bawah pesanan paling sedikit UMKM."),
    "lead_time": _("Waktu pengerjaan cukup sampai pengiriman pertama."),
    "season": _("UMKM tidak penuh pesanan pada semua bulan kebutuhan."),
    "radius": _("Jaraknya tidak melebihi yang diminta perusahaan."),
    "capacity": _(
        "Kapasitas bebas cukup; bila beberapa pemasok boleh berbagi, paling sedikit %(least)s %% dari volume."
    ),
    "price": _("Harga terendah tidak lebih dari %(tolerance)s %% di atas batas harga."),
    "refused": _(
        "Perusahaan dan UMKM ini belum lama ini tidak saling menolak atas syarat yang sama."
    ),
}
#: What is in the register and is never given to the matcher (fields of Umkm) ...
NEVER_READ = {
    "name": _("nama usaha"),
    "owner_name": _("nama pemilik"),
    "telephone": _("nomor WhatsApp"),
    "nib": _("NIB"),
    "address": _("alamat jalan"),
    "women_owned": _("apakah pemiliknya perempuan"),
}
#: ... and what the portal does not even ask.
NEVER_ASKED = (
    _("agama"),
    _("suku"),
    _("pandangan politik"),
    _("usia"),
    _("kesehatan"),
    _("kedekatan dengan pejabat"),
)
