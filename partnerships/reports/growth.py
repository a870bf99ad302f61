"""UMKM that grew a class: from mikro to kecil, from kecil to menengah (naik kelas)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kemitraan.reference.models import SizeClass
from partnerships.reports.asked import EVERYTHING, MOMENT_IN_PERIOD, MOUS, Asked, fetch
from partnerships.reports.headline import VERIFIED_FIRMS

#: From which class to which.
STEPS = (
    (SizeClass.MICRO, SizeClass.SMALL),
    (SizeClass.SMALL, SizeClass.MEDIUM),
    (SizeClass.MICRO, SizeClass.MEDIUM),
)


@dataclass(frozen=True)
class Growth:
    """So many verified UMKM went from one class to the other; `partners` of them have a signed MoU, whatever came first."""

    source: str
    target: str
    label: str
    firms: int
    partners: int


@dataclass(frozen=True)
class Grown:
    """Each firm is counted once: the rows are the total."""

    rows: list[Growth]
    firms: int
    partners: int


def grown(asked: Asked = EVERYTHING) -> Grown:
    """Verified UMKM whose last change of class in the period led upwards. One statement.

    Only what the owner stated anew counts, measured by the same figure (sales or capital) as before: a new limit of the law, a
    first statement, or capital that gives way to sales is no growth. The history (umkm.SizeRecord) begins where the portal
    began to keep it. Scope, programme, capital and country ask for firms that are a member of such an MoU.
    """
    found = {
        (source, target): (firms, partners)
        for source, target, firms, partners in fetch(
            f"""
            SELECT grown.was, grown.size_class, count(*), count(*) FILTER (WHERE grown.is_partner)
            FROM ({GROWN}) AS grown GROUP BY GROUPING SETS ((grown.was, grown.size_class), ())
            """,  # noqa: S608 - constants of this package
            asked,
        )
    }
    names = dict(SizeClass.choices)
    rows = [
        Growth(
            source,
            target,
            _("%(source)s → %(target)s") % {"source": names[source], "target": names[target]},
            *found.get((source, target), (0, 0)),
        )
        for source, target in STEPS
    ]
    return Grown(rows, *found[None, None])


#: The last change of each verified firm in the period, where it led upwards.
GROWN = f"""
SELECT change.umkm_id AS id, change.former_class AS was, change.size_class, change.at AS since, EXISTS (
    SELECT 1 FROM partnerships_moumember AS member JOIN partnerships_mou AS mou ON mou.id = member.mou_id
    WHERE member.umkm_id = change.umkm_id AND mou.status = ANY(%(signed)s)
) AS is_partner
FROM umkm_sizerecord AS change JOIN ({VERIFIED_FIRMS}) AS firm ON firm.id = change.umkm_id
WHERE change.cause = 'stated' AND change.basis = change.former_basis
    AND (change.former_class, change.size_class) IN (('micro', 'small'), ('small', 'medium'), ('micro', 'medium'))
    AND {MOMENT_IN_PERIOD.format("change.at")}
    AND NOT EXISTS (
        SELECT 1 FROM umkm_sizerecord AS later
        WHERE later.umkm_id = change.umkm_id AND (later.at, later.id) > (change.at, change.id)
            AND {MOMENT_IN_PERIOD.format("later.at")}
    )
    AND (
        (%(scope)s = '' AND %(programme)s IS NULL AND %(capital)s = '' AND %(country)s = '')
        OR change.umkm_id IN (SELECT member.umkm_id FROM partnerships_moumember AS member WHERE member.mou_id IN ({MOUS}))
    )
"""  # noqa: S608 - constants of this package
