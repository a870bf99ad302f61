"""What the matcher must know of supply besides its rows: which firms changed."""

from django.db import models


class OfferChange(models.Model):
    """One changed UMKM and the transaction that changed it, written by triggers on the tables of supply.

    Rows are read by transaction: whoever has read all below the oldest transaction that was still open misses none, in
    whatever order they commit.
    """

    umkm_id = models.BigIntegerField()
    xid = models.BigIntegerField()
    at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        indexes = [models.Index(fields=["xid"], name="offer_change_xid")]

    def __str__(self):
        return f"{self.umkm_id} @ {self.xid}"
