"""What the directory searches: narrow rows of firms and of their products, the words that stand in them, and how many there are.

All are derived. They are written by triggers of the database (migrations 0002, 0003), whoever changes a firm, its products or its
certificates and however; nobody writes them by hand. They hold only what the owner shows.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class DirectoryEntry(models.Model):
    """The searchable facts of one firm; empty is what it has not said or does not show.

    `certificates` are the codes that were valid when the row was written; where `next_expiry` has passed since, they are read
    anew. `profile` is a number for all that the facets count of it but its place: that of a DirectoryProfile.
    """

    umkm = models.OneToOneField(
        "umkm.Umkm",
        models.DO_NOTHING,  # the database cascades
        db_constraint=False,
        primary_key=True,
        related_name="entry",
    )
    is_listed = models.BooleanField()
    terms = SearchVectorField()
    name_key = models.CharField(max_length=150)
    cluster = models.CharField(max_length=24)
    district = models.CharField(max_length=8)
    village = models.CharField(max_length=13)
    form = models.CharField(max_length=10)
    size_class = models.CharField(max_length=8, blank=True)
    women_owned = models.BooleanField(null=True)
    certificates = ArrayField(models.CharField(max_length=24))
    next_expiry = models.DateField(null=True)
    down_payment_percent = models.SmallIntegerField(null=True)
    payment_days = models.SmallIntegerField(null=True)
    accepts_consignment = models.BooleanField()
    verified_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()
    profile = models.BigIntegerField()

    class Meta:
        indexes = [
            GinIndex(fields=["terms"], name="entry_terms"),
            models.Index("registered_at", "umkm", name="entry_newest", condition=Q(is_listed=True)),
            models.Index("name_key", "umkm", name="entry_by_name", condition=Q(is_listed=True)),
            models.Index("cluster", "district", name="entry_cluster", condition=Q(is_listed=True)),
            models.Index("district", name="entry_district", condition=Q(is_listed=True)),
            models.Index("next_expiry", name="entry_expiry"),
            # What is counted by place is read from these alone: they hold all that it takes.
            models.Index("profile", "village", name="entry_profile", condition=Q(is_listed=True)),
            models.Index("village", "profile", name="entry_village", condition=Q(is_listed=True)),
        ]

    def __str__(self):
        return self.name_key


class DirectoryOffer(models.Model):
    """A product on offer, in base units (3 kodi are 60 potong): free and whole capacity a month, lowest and highest price of one
    base unit in rupiah; empty is what is not stated or not shown. The rest is that of the firm's entry, to count without it.
    """

    product = models.OneToOneField(
        "umkm.Product",
        models.DO_NOTHING,  # whoever deletes a product or a firm, its offers go by trigger
        db_constraint=False,
        primary_key=True,
        related_name="+",
    )
    umkm = models.ForeignKey(
        "umkm.Umkm", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    is_listed = models.BooleanField()
    village = models.CharField(max_length=13)
    profile = models.BigIntegerField()
    unit = models.CharField(max_length=24)
    free = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    capacity = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    price_from = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    price_to = models.DecimalField(max_digits=30, decimal_places=12, null=True)

    class Meta:
        indexes = [
            models.Index("unit", name="offer_unit"),
            models.Index("umkm", "unit", name="offer_of_firm"),
        ]

    def __str__(self):
        return f"{self.product_id} {self.unit}"


class DirectoryCount(models.Model):
    """How many listed firms have a value, as rows that add up: triggers on DirectoryEntry append what changes, so that nobody
    waits for anybody, and the night sums them. `what` and `value` are those of umkm.search.counts.
    """

    what = models.CharField(max_length=32)
    value = models.CharField(max_length=400, blank=True)
    n = models.IntegerField()

    def __str__(self):
        return f"{self.what} {self.value}: {self.n}"


class DirectoryProfile(models.Model):
    """How many listed firms are alike in all that the facets count but their place, as rows that add up like those of
    DirectoryCount. What filters ask of a firm's traits is asked of these few rows instead of all firms.

    The names are those of DirectoryEntry, so that one condition does for both; of the down payment only "none" (0) is told.
    """

    profile = models.BigIntegerField()
    cluster = models.CharField(max_length=24)
    form = models.CharField(max_length=10)
    size_class = models.CharField(max_length=8, blank=True)
    women_owned = models.BooleanField()
    certificates = ArrayField(models.CharField(max_length=24))
    down_payment_percent = models.SmallIntegerField(null=True)
    payment_days = models.SmallIntegerField(null=True)
    accepts_consignment = models.BooleanField()
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index("profile", name="profile_number")]

    def __str__(self):
        return f"{self.cluster} {self.form} {self.size_class}: {self.n}"


class SearchWord(models.Model):
    """A word as it stands in the firms' texts, and in how many of them: what a misspelt word of a query may mean."""

    word = models.CharField(max_length=60, primary_key=True)
    often = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            GinIndex(fields=["word"], name="search_word_like", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["word"], name="search_word_begins", opclasses=["text_pattern_ops"]
            ),
        ]

    def __str__(self):
        return self.word
