"""Groups that the matcher proposes: several UMKM of one cluster that carry a need together, each with its share."""

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import CompanyMember, Need, Visibility
from kemitraan.reference.models import Cluster, Unit
from kemitraan.workflow import StatusChange
from partnerships.models.matches import MatchRun
from umkm.models import Product, Umkm, UmkmMember


class GroupStatus(models.TextChoices):
    PROPOSED = "proposed", _("diusulkan")
    TAKEN = "taken", _("diundang")
    DECLINED = "declined", _("tidak dipakai")
    WITHDRAWN = "withdrawn", _("ditarik")


#: These hold capacity: what they promise nobody else may be promised.
HOLDING = (GroupStatus.PROPOSED, GroupStatus.TAKEN)


class GroupQuerySet(models.QuerySet):
    def holding(self):
        return self.filter(status__in=HOLDING)

    def visible_to(self, user):
        """Officials see all; a company those for its needs, an UMKM those of which it is a member."""
        if not user.is_authenticated:
            return self.none()
        if user.is_official:
            return self
        own = UmkmMember.objects.filter(user=user).values("umkm")
        return self.filter(
            Q(need__company__in=CompanyMember.objects.filter(user=user).values("company"))
            | Q(pk__in=GroupShare.objects.filter(umkm__in=own).values("group"))
            & ~Q(
                need__visibility=Visibility.OFFICIALS,
                status__in=[GroupStatus.PROPOSED, GroupStatus.WITHDRAWN],
            )
        )

    def with_labels(self):
        return self.select_related(
            "need__company", "need__unit", "unit", "cluster", "coordinator"
        ).prefetch_related("shares__umkm__village__district", "shares__product__unit")


class GroupProposal(models.Model):
    """A group for one need. Quantities are in `unit` a month, which is the base unit of the need's."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="group_proposals", verbose_name=_("kebutuhan")
    )
    run = models.ForeignKey(
        MatchRun, models.SET_NULL, null=True, related_name="+", verbose_name=_("pencocokan")
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="+", verbose_name=_("klaster")
    )
    coordinator = models.ForeignKey(
        Umkm,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("koordinator"),
        help_text=_("Koperasi, KUB, atau BUMDes yang memimpin; anggota atau tetangga terdekat."),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("satuan"))
    volume_month = models.FloatField(_("volume per bulan"))
    cover_percent = models.FloatField(
        _("terpenuhi (%)"), validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    radius_km = models.FloatField(_("jarak anggota dari pusat kelompok (km)"))
    status = models.CharField(
        _("status"), max_length=10, choices=GroupStatus.choices, default=GroupStatus.PROPOSED
    )
    created_at = models.DateTimeField(_("diusulkan"), default=timezone.now)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("usulan kelompok")
        verbose_name_plural = _("usulan kelompok")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["need"],
                condition=Q(status__in=["proposed", "taken"]),
                name="group_one_for_a_need",
            ),
            models.CheckConstraint(
                condition=Q(cover_percent__gt=0, cover_percent__lte=100),
                name="group_cover_is_percent",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} · {self.need}"

    def get_absolute_url(self):
        """On the page of the need's suggestions."""
        address = reverse("partnerships:need-suggestions", args=[self.need_id])
        return f"{address}#kelompok"


class GroupShareQuerySet(models.QuerySet):
    def holding(self):
        """Shares that set capacity aside. One whose MoU has become a contract no longer does: the contract takes it now, and
        the same metres must not be gone twice."""
        members = apps.get_model("partnerships", "MouMember").objects
        contracted = members.filter(
            umkm=OuterRef("umkm"),
            mou__need=OuterRef("group__need"),
            mou__contracts__status="confirmed",
        )
        return self.filter(group__status__in=HOLDING).exclude(Exists(contracted))


class GroupShare(models.Model):
    """One member: how much of the volume it would carry, in the group's unit a month."""

    group = models.ForeignKey(GroupProposal, models.CASCADE, related_name="shares")
    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="+", verbose_name=_("UMKM"))
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("produk"))
    quantity_month = models.FloatField(_("jumlah per bulan"), validators=[MinValueValidator(0)])
    share_percent = models.DecimalField(
        _("bagian (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    score = models.DecimalField(_("nilai kecocokan"), max_digits=4, decimal_places=1)

    objects = GroupShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("anggota kelompok")
        verbose_name_plural = _("anggota kelompok")
        ordering = ["-quantity_month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "umkm"], name="group_member_once"),
            models.CheckConstraint(
                condition=Q(quantity_month__gt=0), name="group_share_quantity_positive"
            ),
        ]
        indexes = [models.Index(fields=["product"], name="group_share_of_product")]

    def __str__(self):
        return f"{self.umkm} · {self.share_percent}%"


class GroupStatusChange(StatusChange):
    subject = models.ForeignKey(GroupProposal, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
