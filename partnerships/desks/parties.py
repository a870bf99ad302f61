"""The desks of the two sides: an UMKM's people and a company's."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from investors.models import Company, Need, NeedStatus
from investors.permissions import acts_for
from investors.wording import days_left
from kemitraan.verification import VerificationStatus
from partnerships import waiting
from partnerships.desks.items import (
    SUGGESTION_PEOPLE,
    Item,
    Link,
    Section,
    section,
)
from partnerships.models import (
    Mou,
    Suggestion,
    WatchRule,
)
from partnerships.need_changes import told_changes
from partnerships.register import unanswered
from partnerships.standing import Standing
from partnerships.steps import steps_of
from umkm.models import CertificateNotice, Membership, Product, Umkm
from umkm.permissions import owns_data

_RULE = WatchRule.Code


def umkm_desk(user, standing: Standing) -> list[Section]:
    if not standing.umkm_ids:
        return []
    firms = Umkm.objects.filter(pk__in=standing.umkm_ids).prefetch_related(
        "products", "members", "changes"
    )
    return [
        section(
            "registration",
            _("Pendaftaran usaha Anda"),
            [firm for firm in firms if firm.status != VerificationStatus.VERIFIED],
            lambda firm: _registration(firm, user, "umkm:profile"),
        ),
        section(
            "certificates",
            _("Sertifikat yang segera berakhir"),
            waiting.certificates_running_out(standing.umkm_ids),
            _running_out,
        ),
        section(
            "facilitation_answers",
            _("Jawaban atas permintaan bantuan"),
            waiting.facilitation_answers(standing.umkm_ids).with_labels(),
            lambda row: Item(
                f"{row.service} · {row.umkm}",
                reverse("umkm:facilitation", args=[row.umkm_id]),
                row.answered_at,
                detail=row.answer,
                link=Link(
                    _("Lihat"),
                    reverse("umkm:facilitation", args=[row.umkm_id]),
                    _("Lakukan langkah berikutnya; OPD menutup permintaan setelah selesai."),
                ),
            ),
        ),
        section(
            "memberships",
            _("Permintaan keanggotaan kelompok"),
            waiting.memberships_to_answer(standing.umkm_ids),
            _membership,
            rule=_RULE.SUGGESTION_SILENT,
        ),
        section(
            "products",
            _("Data produk yang belum lengkap"),
            [gap for firm in firms for gap in _missing(firm)],
            lambda gap: gap,
        ),
        section(
            "changed_needs",
            _("Kebutuhan yang berubah sejak Anda menjawab"),
            waiting.changed_since_answer(standing.umkm_ids),
            lambda row: Item(
                f"{row.need} · {row.need.company}",
                row.get_absolute_url(),
                row.since,
                detail=row.what_changed,
                link=Link(
                    _("Lihat perubahan"),
                    row.get_absolute_url(),
                    _("Nyatakan tetap berminat, atau mundur dengan alasan."),
                ),
            ),
            rule=_RULE.SUGGESTION_SILENT,
            prepare=told_changes,
        ),
        section(
            "suggestions",
            _("Kebutuhan yang menunggu jawaban Anda"),
            waiting.suggestions_for_umkm(standing.umkm_ids).prefetch_related(*SUGGESTION_PEOPLE),
            lambda row: _suggestion(row, user, f"{row.need} · {row.need.company}"),
            rule=_RULE.SUGGESTION_SILENT,
        ),
        section(
            "register",
            _("Tampilkan kemitraan di daftar publik?"),
            unanswered(umkm_ids=[firm.pk for firm in firms if owns_data(user, firm)]),
            _asked_for_register,
        ),
    ]


def company_desk(user, standing: Standing) -> list[Section]:
    if not standing.acting_company_ids:
        return []
    companies = Company.objects.filter(pk__in=standing.acting_company_ids).prefetch_related(
        "members", "changes"
    )
    drafts = Need.objects.filter(status=NeedStatus.DRAFT, company__in=standing.acting_company_ids)
    return [
        section(
            "company_registration",
            _("Pendaftaran perusahaan Anda"),
            [firm for firm in companies if firm.status != VerificationStatus.VERIFIED],
            lambda firm: _registration(firm, user, "investors:company-edit"),
        ),
        section(
            "suggestions_to_company",
            _("UMKM yang menunggu jawaban Anda"),
            waiting.suggestions_for_companies(standing.acting_company_ids).prefetch_related(
                *SUGGESTION_PEOPLE
            ),
            lambda row: _suggestion(row, user, f"{row.umkm} · {row.need}"),
            rule=_RULE.SUGGESTION_SILENT,
        ),
        section(
            "needs_ending",
            _("Kebutuhan yang segera berakhir"),
            waiting.needs_running_out(standing.acting_company_ids).prefetch_related(
                "company__members"
            ),
            lambda need: _ending(need, user),
        ),
        section(
            "register_of_company",
            _("Tampilkan kemitraan di daftar publik?"),
            unanswered(company_ids=[row.pk for row in companies if acts_for(user, row)]),
            _asked_for_register,
        ),
        section(
            "need_drafts",
            _("Kebutuhan yang masih konsep"),
            drafts.order_by("created_at", "pk"),
            lambda need: Item(
                need.title,
                need.get_absolute_url(),
                need.created_at,
                link=Link(
                    _("Lihat konsep"),
                    need.get_absolute_url(),
                    _("Kebutuhan dicarikan pemasok setelah dibuka."),
                ),
            ),
        ),
    ]


def _asked_for_register(mou: Mou) -> Item:
    """Nobody has to answer, so nobody counts the days."""
    return Item(
        f"{mou} · {mou.company}",
        mou.get_absolute_url(),
        link=Link(
            _("Jawab"),
            reverse("partnerships:register-answer", args=[mou.pk]),
            _("Ya atau tidak; dapat diubah kapan saja."),
        ),
    )


def _registration(firm, user, edit: str) -> Item:
    """Returned, refused or suspended: what the official wrote, and the way on. Registered: who has it now."""
    last = next(iter(firm.changes.all()), None)
    link = Link(_("Lengkapi data"), reverse(edit, args=[firm.pk]))
    return Item(
        f"{firm} · {firm.get_status_display()}",
        firm.get_absolute_url(),
        last.at if last else firm.registered_at,
        detail=last.note if last else "",
        steps=steps_of(firm, user),
        link=link if firm.status in _MENDABLE else None,
    )


_MENDABLE = {VerificationStatus.REGISTERED, VerificationStatus.RETURNED}


def _running_out(notice: CertificateNotice) -> Item:
    certificate = notice.certificate
    url = reverse("umkm:certificate", args=[certificate.umkm_id, certificate.pk])
    day = date_format(notice.expires_on, "j F Y")
    return Item(
        f"{certificate.kind} · {certificate.umkm}",
        url,
        detail=_("Berakhir %(day)s.") % {"day": day},
        link=Link(
            _("Perbarui"), url, _("Catat tanggal dan berkas yang baru setelah diperpanjang.")
        ),
    )


def _ending(need: Need, user) -> Item:
    """Extended with one press."""
    return Item(
        need.title,
        need.get_absolute_url(),
        detail=_("Berlaku sampai %(day)s: %(left)s.")
        % {
            "day": date_format(need.valid_until, "j F Y"),
            "left": days_left(need, timezone.localdate()),
        },
        steps=[step for step in steps_of(need, user) if step["transition"].verb == "extend"],
    )


def _membership(row: Membership) -> Item:
    mine = row.member if row.asked_side == Membership.Side.GROUP else row.group
    url = reverse("umkm:profile", args=[mine.pk])
    return Item(
        str(row),
        url,
        row.asked_at,
        link=Link(_("Jawab"), f"{url}#groups", _("Setelah diterima, tercatat sebagai anggota.")),
    )


def _missing(firm: Umkm) -> list[Item]:
    """What the matcher would need to know: without a product nothing can be suggested, without a number little."""
    products = [product for product in firm.products.all() if product.is_active]
    if not products:
        url = reverse("umkm:product-new", args=[firm.pk])
        text = _("Tanpa produk, usaha Anda tidak dapat dicocokkan.")
        return [Item(firm.name, url, link=Link(_("Catat produk"), url, text))]
    return [
        Item(
            f"{product} · {firm}",
            url,
            detail=_("Belum diisi: %(names)s.") % {"names": ", ".join(names)},
            link=Link(_("Lengkapi"), url, _("Saran menjadi lebih tepat.")),
        )
        for product in products
        if (names := _blank(product))
        and (url := reverse("umkm:product", args=[firm.pk, product.pk]))
    ]


def _blank(product: Product) -> list[str]:
    return [
        str(product._meta.get_field(name).verbose_name)
        for name in ("capacity_month", "price_min", "lead_time_days")
        if getattr(product, name) is None
    ]


def _suggestion(row: Suggestion, user, title: str) -> Item:
    return Item(
        title,
        row.get_absolute_url(),
        row.since,
        detail=row.get_status_display(),
        steps=steps_of(row, user),
    )
