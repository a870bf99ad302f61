"""What the reference data tells the floors above, after the commit."""

from django.dispatch import Signal

#: Sent when an official has changed the limits of the size classes.
size_thresholds_changed = Signal()
