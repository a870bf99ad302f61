"""The quarterly report, worked out once for whoever shows it."""

from datetime import date

from django.db.models import Min
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships import quarters, waiting
from partnerships.models import Mou, Suggestion
from partnerships.quarterly.charts import all_charts
from partnerships.quarterly.figures import Figures
from partnerships.quarterly.sentences import notes, sentences
from partnerships.quarterly.tables import all_tables
from partnerships.quarters import Quarter
from partnerships.sheets import Report


def quarter_report(quarter: Quarter, *, today: date | None = None) -> Report:
    """Of a past or the running quarter, in the reader's language. A constant number of queries."""
    found = Figures(quarter, today or timezone.localdate())
    return Report(
        title=_("Laporan kemitraan %(quarter)s") % {"quarter": quarters.name(quarter)},
        lead=_("Untuk bupati. Keadaan data %(day)s.") % {"day": date_format(found.today, "j F Y")},
        sentences=sentences(found),
        tables=all_tables(found),
        notes=notes(found),
        charts=all_charts(found),
    )


def first_quarter(today: date) -> Quarter:
    """Of the oldest suggestion or signature: before it there is nothing to report."""
    days = [
        Suggestion.objects.aggregate(day=Min(TruncDate("created_at")))["day"],
        Mou.objects.aggregate(day=Min("signed_on"))["day"],
    ]
    return waiting.quarter_of(min([today, *(day for day in days if day)]))
