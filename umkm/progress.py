"""How far a profile has come: what each stage lacks, and what was begun and not sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from umkm.models import Stage, StageDraft, Umkm


@dataclass(frozen=True)
class StageState:
    """`is_begun`: somebody has typed something that has not been sent. `remarks`: how many the officer wrote here."""

    stage: Stage
    url: str
    is_done: bool
    is_begun: bool
    remarks: int
    lacks: str  # a sentence, "" when nothing is

    @property
    def label(self) -> str:
        return str(self.stage.label)


def stages_of(umkm: Umkm) -> list[StageState]:
    """One state for each stage, in their order. Reads `products`, `certificates`, `drafts` and `remarks`: prefetch them."""
    begun = {draft.stage: draft for draft in umkm.drafts.all() if draft.open_values}
    remarked = [remark.field for remark in umkm.remarks.all() if remark.settled_at is None]
    return [
        StageState(
            stage,
            _address(umkm, stage, begun.get(stage)),
            not lacks,
            stage in begun,
            sum(field in _FIELDS[stage] for field in remarked),
            lacks,
        )
        for stage, lacks in _lacks(umkm)
    ]


_FIELDS = {
    Stage.FIRM: {
        "name",
        "cluster",
        "description",
        "owner_name",
        "women_owned",
        "telephone",
        "village",
        "address",
    },
    Stage.IDENTIFIERS: {"form", "nib", "nik", "npwp"},
    Stage.PRODUCTS: {"products"},
    Stage.TERMS: {
        "workers_men",
        "workers_women",
        "workers_disabled",
        "down_payment_percent",
        "payment_days",
        "accepts_consignment",
        "capital_rupiah",
        "yearly_sales_rupiah",
    },
    Stage.CERTIFICATES: {"certificates"},
    Stage.WISHES: {"wishes", "wish_note"},
}


def _address(umkm: Umkm, stage: Stage, draft: StageDraft | None) -> str:
    """Where a stage goes on: at what was begun, otherwise at what is missing."""
    if stage not in _ROW_PAGES:
        return reverse("umkm:stage", args=[umkm.pk, stage])
    page, rows = _ROW_PAGES[stage], list(_rows(umkm, stage))
    if draft is not None and draft.row.isdecimal():
        return reverse(f"umkm:{page}", args=[umkm.pk, draft.row])
    if draft is None and stage == Stage.PRODUCTS:
        lacking = [row for row in rows if _product_lacks(row)]
        if lacking:
            return reverse(f"umkm:{page}", args=[umkm.pk, lacking[0].pk])
    return reverse(f"umkm:{page}-new", args=[umkm.pk])


_ROW_PAGES = {Stage.PRODUCTS: "product", Stage.CERTIFICATES: "certificate"}


def _rows(umkm: Umkm, stage: Stage) -> Iterable:
    if stage == Stage.PRODUCTS:
        return (product for product in umkm.products.all() if product.is_active)
    return umkm.certificates.all()


def _product_lacks(product) -> bool:
    return None in (product.capacity_month, product.price_min, product.lead_time_days)


def _lacks(umkm: Umkm) -> list[tuple[Stage, str]]:
    products = list(_rows(umkm, Stage.PRODUCTS))
    without = [product.name for product in products if _product_lacks(product)]
    if not products:
        product_lacks = _("Belum ada produk yang ditawarkan.")
    elif without:
        product_lacks = _("Kapasitas, harga, atau waktu belum lengkap: %(names)s.") % {
            "names": ", ".join(without)
        }
    else:
        product_lacks = ""
    terms = umkm.down_payment_percent is None or umkm.payment_days is None
    return [
        (Stage.FIRM, ""),
        (Stage.IDENTIFIERS, "" if umkm.nib else _("NIB belum dicatat.")),
        (Stage.PRODUCTS, product_lacks),
        (Stage.TERMS, _("Uang muka dan tempo belum disebut.") if terms else ""),
        (
            Stage.CERTIFICATES,
            "" if umkm.certificates.all() else _("Belum ada sertifikat yang dicatat."),
        ),
        (Stage.WISHES, "" if umkm.wishes else _("Belum diisi.")),
    ]
