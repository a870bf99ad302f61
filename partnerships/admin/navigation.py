"""The sidebar of the admin, in the order of the work, with how much waits at each desk."""

from django.core.cache import cache
from django.db.models import Count, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from investors.models import Company
from kemitraan.post.models import Letter
from kemitraan.rupiah import number
from partnerships.models import Contract, FollowUp, MatchRun, Realisation
from partnerships.waiting import data_requests, duplicate_pairs, matched_without_mou
from umkm.models import FacilitationRequest, Umkm

#: Requests for facilitation that nobody has answered.
WAITING = (FacilitationRequest.Status.ASKED, FacilitationRequest.Status.TAKEN_UP)
#: How long the sidebar shows the same counts (seconds).
COUNT_SECONDS = 15


def waiting_counts() -> dict[str, int]:
    """How much waits at each desk, at most a quarter of a minute old, for all pages of all officials."""
    return cache.get_or_set("desk-counts", _count, COUNT_SECONDS)


def _count() -> dict[str, int]:
    """One statement, however many desks there are; a desk where nothing waits brings no row."""
    desks = {
        "umkm": Umkm.objects.awaiting(),
        "companies": Company.objects.awaiting(),
        "matched": matched_without_mou(),
        "contracts": Contract.objects.unconfirmed(),
        "realisations": Realisation.objects.unconfirmed(),
        "follow_ups": FollowUp.objects.open().filter(by=FollowUp.By.OFFICER),
        "pairs": duplicate_pairs(),
        "data_requests": data_requests(),
        "letters": Letter.objects.troubled(),
        "facilitations": FacilitationRequest.objects.filter(status__in=WAITING),
    }
    first, *others = (
        rows.order_by()
        .values(desk=Value(name))
        .annotate(waiting=Count("pk"))
        .values_list("desk", "waiting")
        for name, rows in desks.items()
    )
    return dict.fromkeys(desks, 0) | dict(first.union(*others, all=True))


def area_count(user) -> int:
    """How many UMKM wait in the area of a kecamatan's or village's staff."""
    return Umkm.objects.awaiting().in_area_of(user).count()


def sidebar(request) -> list[dict]:
    """What UNFOLD["SIDEBAR"]["navigation"] shows to this person."""
    counts = waiting_counts() if request.user.is_official else {"umkm": area_count(request.user)}

    def item(title, icon, model, waiting=0, query=""):
        address = reverse(f"admin:{model}_changelist")
        here = request.path.startswith(address)
        queue = "status__exact=registered"
        entry = {
            "title": title,
            "icon": icon,
            "link": f"{address}?{query}" if query else address,
            # The desk and the register are one list: the filter tells them apart.
            "active": here and (queue in request.META.get("QUERY_STRING", "")) == (query == queue),
        }
        if waiting:
            entry |= {"badge": number(waiting), "badge_variant": "warning"}
        return entry

    awaiting = "status__exact=registered"
    whatsapp = reverse("admin:partnerships_notice_whatsapp")
    if not request.user.is_official:
        return [
            {
                "title": _("Wilayah Anda"),
                "items": [
                    item(_("UMKM menunggu"), "how_to_reg", "umkm_umkm", counts["umkm"], awaiting),
                    item(_("UMKM"), "storefront", "umkm_umkm"),
                ],
            }
        ]
    return [
        {
            "title": "",
            "items": [
                {
                    "title": _("Ringkasan"),
                    "icon": "dashboard",
                    "link": reverse("admin:index"),
                    "active": request.path == reverse("admin:index"),
                }
            ],
        },
        {
            "title": _("Meja verifikasi"),
            "separator": True,
            "items": [
                item(_("UMKM menunggu"), "how_to_reg", "umkm_umkm", counts["umkm"], awaiting),
                item(
                    _("Perusahaan menunggu"),
                    "domain_verification",
                    "investors_company",
                    counts["companies"],
                    awaiting,
                ),
                item(_("Verifikasi massal"), "checklist", "umkm_bulkreview"),
                item(_("Mungkin ganda"), "content_copy", "umkm_duplicatepair", counts["pairs"]),
                item(_("Impor"), "upload_file", "umkm_importrun"),
            ],
        },
        {
            "title": _("Data pribadi"),
            "separator": True,
            "items": [
                item(
                    _("Permintaan pemilik"),
                    "privacy_tip",
                    "umkm_datarequest",
                    counts["data_requests"],
                ),
                item(_("Persetujuan dan keberatan"), "front_hand", "umkm_consent"),
                item(_("Pembukaan nomor"), "visibility", "umkm_disclosure"),
                item(_("Pembukaan kontak"), "contacts", "partnerships_contactdisclosure"),
                item(_("Tautan berbagi"), "share", "umkm_sharelink"),
                item(_("Penggabungan"), "merge", "umkm_merge"),
            ],
        },
        {
            "title": _("Fasilitasi"),
            "separator": True,
            "items": [
                item(
                    _("Permintaan"),
                    "support_agent",
                    "umkm_facilitationrequest",
                    counts["facilitations"],
                ),
                item(_("Layanan"), "volunteer_activism", "umkm_facilitationservice"),
                item(_("Program dan suku bunga"), "percent", "umkm_programme"),
            ],
        },
        {
            "title": _("Kemitraan"),
            "separator": True,
            "items": [
                item(_("UMKM"), "storefront", "umkm_umkm"),
                item(_("Perusahaan"), "factory", "investors_company"),
                item(_("Kebutuhan"), "shopping_cart", "investors_need"),
                item(_("Saran"), "handshake", "partnerships_suggestion", counts["matched"]),
                item(_("Usulan kelompok"), "groups", "partnerships_groupproposal"),
                item(_("Daftar pendek"), "bookmarks", "partnerships_shortlist"),
                item(_("MoU"), "contract", "partnerships_mou"),
                item(_("Amandemen"), "edit_document", "partnerships_amendment"),
                item(_("Sengketa"), "gavel", "partnerships_dispute"),
                item(_("Laporan kemitraan"), "flag", "partnerships_reportedpartnership"),
                item(_("Program"), "campaign", "partnerships_partnershipprogramme"),
                item(_("Dokumen bernomor"), "verified", "partnerships_document"),
                item(_("Naskah perjanjian"), "edit_document", "partnerships_documenttemplate"),
            ],
        },
        {
            "title": _("Acara"),
            "separator": True,
            "items": [
                item(_("Acara"), "event", "partnerships_event"),
                item(_("Undangan"), "mail", "partnerships_eventinvitation"),
                item(_("Pertemuan"), "table_restaurant", "partnerships_eventmeeting"),
                item(_("Tindak lanjut"), "task_alt", "partnerships_followup", counts["follow_ups"]),
            ],
        },
        {
            "title": _("Laporan"),
            "separator": True,
            "items": [
                {
                    "title": _("Laporan triwulan dan LKPM"),
                    "icon": "summarize",
                    "link": reverse("partnerships:quarterly-list"),
                    "active": False,
                },
            ],
        },
        {
            "title": _("Buku besar"),
            "separator": True,
            "items": [
                item(_("Kontrak"), "description", "partnerships_contract", counts["contracts"]),
                item(
                    _("Realisasi"), "payments", "partnerships_realisation", counts["realisations"]
                ),
            ],
        },
        {
            "title": "",
            "separator": True,
            "items": [
                item(_("Pencocokan"), "sync", f"partnerships_{MatchRun._meta.model_name}"),
                item(_("Bobot pencocokan"), "balance", "partnerships_matchweights"),
            ],
        },
        {
            "title": _("Pemberitahuan"),
            "separator": True,
            "items": [
                {
                    "title": _("Lewat WhatsApp"),
                    "icon": "chat",
                    "link": whatsapp,
                    "active": request.path == whatsapp,
                },
                item(_("Kabar"), "notifications", "partnerships_notice")
                | ({"active": False} if request.path == whatsapp else {}),
                item(_("Kotak keluar"), "outbox", "post_letter", counts["letters"]),
                item(_("Alamat yang ditolak"), "unsubscribe", "post_badaddress"),
                item(_("Gangguan server surat"), "cloud_off", "post_outage"),
                item(_("Aturan pengingat"), "alarm", "partnerships_watchrule"),
                item(_("Jendela LKPM"), "date_range", "partnerships_lkpmwindow"),
            ],
        },
        {
            "title": _("Data acuan"),
            "separator": True,
            "collapsible": True,
            "items": [
                item(_("Klaster"), "category", "reference_cluster"),
                item(_("KBLI"), "tag", "reference_kbli"),
                item(_("Kamus padanan"), "dictionary", "reference_concept"),
                item(_("Kata bermakna ganda"), "alt_route", "reference_sense"),
                item(_("Kata biasa"), "block", "reference_plainword"),
                item(_("Jenis sertifikat"), "verified", "reference_certificatekind"),
                item(_("Satuan"), "straighten", "reference_unit"),
                item(_("Batas skala usaha"), "monitoring", "reference_sizethreshold"),
                item(_("Kecamatan"), "map", "reference_district"),
                item(_("Desa/kelurahan"), "home_pin", "reference_village"),
                item(_("Produk"), "inventory_2", "umkm_product"),
                item(_("Sertifikat"), "license", "umkm_certificate"),
                item(_("Keanggotaan kelompok"), "groups", "umkm_membership"),
            ],
        },
        {
            "title": "",
            "separator": True,
            "items": [
                item(_("Akun"), "group", "accounts_user"),
                item(_("Token API"), "key", "api_apitoken"),
            ],
        },
    ]
