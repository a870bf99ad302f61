"""What officials did about a company: its states, and remarks by field."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investors.models.companies import Company
from kemitraan.verification import FieldRemarkRow, Method
from kemitraan.workflow import StatusChange


class CompanyRejectReason(models.TextChoices):
    NOT_FOUND = "not_found", _("NIB tidak ditemukan di OSS")
    DUPLICATE = "duplicate", _("sudah terdaftar")
    NOT_AUTHORISED = "not_authorised", _("pendaftar tidak mewakili perusahaan")
    NOT_LARGE = "not_large", _("bukan usaha besar")
    FALSE_DATA = "false_data", _("data tidak benar")
    OTHER = "other", _("sebab lain")


class CompanyStatusChange(StatusChange):
    subject = models.ForeignKey(Company, models.CASCADE, related_name="changes")
    method = models.CharField(
        _("cara memeriksa"), max_length=10, choices=Method.choices, blank=True
    )

    class Meta(StatusChange.Meta):
        abstract = False


class CompanyRemark(FieldRemarkRow):
    """`field` is one of the company's form, "activities", "contacts" or "documents"."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="remarks", verbose_name=_("perusahaan")
    )
    change = models.ForeignKey(CompanyStatusChange, models.CASCADE, related_name="remarks")

    class Meta(FieldRemarkRow.Meta):
        indexes = [
            models.Index(
                fields=["company"],
                name="company_remark_open",
                condition=Q(settled_at__isnull=True),
            )
        ]
