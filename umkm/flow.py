"""The state table of an UMKM."""

from django.utils.translation import gettext as _

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.verification import verification_flow
from umkm.permissions import may_verify, speaks_for


def offers_something(umkm, _facts) -> Verdict:
    if any(product.is_active for product in umkm.products.all()):
        return ALLOWED
    return refused(_("Belum ada produk. Catat paling sedikit satu produk sebelum memverifikasi."))


UMKM_FLOW = verification_flow(officer=may_verify, keeper=speaks_for, guard=offers_something)
