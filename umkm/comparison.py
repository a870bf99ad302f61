"""Suppliers side by side: what each states about the same thing, and nothing that its owner does not show."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kemitraan.reference.models import Point
from kemitraan.reference.places import km_between
from kemitraan.rupiah import number
from umkm.models import Membership, Product, PublicField, Umkm
from umkm.wording import payment_terms, price_range

LEAST, MOST = 2, 4
#: Products of one firm that stand in a cell; the rest is on its page.
PRODUCTS = 6


class Row(NamedTuple):
    """One question and what each firm answers: a list of lines, empty when it has not said; `hidden` where it does not show it."""

    label: str
    cells: list[list[str]]
    hidden: list[bool]

    @property
    def pairs(self) -> list[tuple[list[str], bool]]:
        return list(zip(self.cells, self.hidden, strict=True))


def side_by_side(firms: Sequence[Umkm], *, point: Point | None = None) -> list[Row]:
    """Rows for firms of `with_labels().with_offer(today)`, in their order; with `point` also how far each is from it."""
    members = _members(firms)

    def row(label: str, answer: Callable[[Umkm], Iterable[str]], field: str = "") -> Row:
        hidden = [bool(field) and field not in firm.public_fields for firm in firms]
        cells = [
            [] if hides else [text for text in answer(firm) if text]
            for firm, hides in zip(firms, hidden, strict=True)
        ]
        return Row(label, cells, hidden)

    def each(answer: Callable[[Product], str]) -> Callable[[Umkm], list[str]]:
        """The answer for each product, behind its name where there are several."""

        def lines(firm: Umkm) -> list[str]:
            goods = firm.offered[:PRODUCTS]
            said = [(product, answer(product)) for product in goods]
            if len(goods) == 1:
                return [text for _product, text in said]
            return [f"{product}: {text}" for product, text in said if text]

        return lines

    rows = [
        row(_("Klaster"), lambda firm: [capfirst(firm.cluster.name)]),
        row(_("Tempat"), lambda firm: [firm.village.label]),
    ]
    if point is not None:
        rows.append(
            row(
                _("Jarak dari %(place)s") % {"place": point},
                lambda firm: [_("%(km)s km") % {"km": number(round(_km(point, firm.village), 1))}],
            )
        )
    rows += [
        row(_("Produk"), _names),
        row(_("Kapasitas bebas per bulan"), each(_free), PublicField.CAPACITY),
        row(_("Harga"), each(_price), PublicField.PRICES),
        row(_("Pesanan paling sedikit"), each(_minimum), PublicField.CAPACITY),
        row(_("Waktu pengerjaan"), each(_lead_time)),
        row(_("Syarat pembayaran"), payment_terms, PublicField.TERMS),
        row(
            _("Sertifikat yang berlaku hari ini"),
            lambda firm: [str(proof.kind) for proof in firm.proven],
            PublicField.CERTIFICATES,
        ),
        row(_("Bentuk usaha"), lambda firm: [capfirst(firm.get_form_display())]),
        row(_("Skala usaha"), lambda firm: [capfirst(firm.get_size_class_display())]),
    ]
    if members:
        rows.append(row(_("Anggota"), lambda firm: [_count(members.get(firm.pk))]))
    return rows


def _km(here: Point, there: Point) -> float:
    return km_between(*(float(degrees) for row in (here, there) for degrees in (row.lat, row.lng)))


def _names(firm: Umkm) -> list[str]:
    names = [product.name for product in firm.offered]
    more = len(names) - PRODUCTS
    if more > 0:
        names = names[:PRODUCTS]
        names.append(ngettext("dan %(n)s lainnya", "dan %(n)s lainnya", more) % {"n": more})
    return names


def _free(product: Product) -> str:
    return "" if product.free_month is None else f"{number(product.free_month)} {product.unit.name}"


def _price(product: Product) -> str:
    price = price_range(product)
    return f"{price} / {product.unit.name}" if price else ""


def _minimum(product: Product) -> str:
    return f"{number(product.minimum_order)} {product.unit.name}" if product.minimum_order else ""


def _lead_time(product: Product) -> str:
    days = product.lead_time_days
    return "" if days is None else ngettext("%(days)s hari", "%(days)s hari", days) % {"days": days}


def _members(firms: Sequence[Umkm]) -> dict[int, int]:
    """How many public UMKM belong to each group among these."""
    groups = [firm.pk for firm in firms if firm.is_group]
    counts = dict.fromkeys(groups, 0)
    if not groups:
        return counts
    rows = Membership.objects.accepted().filter(group__in=groups, member__in=Umkm.objects.listed())
    for key in rows.values_list("group", flat=True):
        counts[key] += 1
    return counts


def _count(members: int | None) -> str:
    if members is None:
        return _("bukan kelompok")
    return ngettext("%(count)s UMKM", "%(count)s UMKM", members) % {"count": number(members)}
