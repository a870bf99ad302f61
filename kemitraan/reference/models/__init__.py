"""What the kabupaten counts in and calls things by: places, clusters, KBLI, certificates, units, and the words of the trade."""

from kemitraan.reference.models.facts import (
    CertificateKind,
    Cluster,
    District,
    IncompatibleUnits,
    Kbli,
    KbliCluster,
    Point,
    Regency,
    SizeClass,
    SizeThreshold,
    Unit,
    Village,
    in_reader_language,
    place_label,
    reader_language,
)
from kemitraan.reference.models.words import Concept, Form, PlainWord, Sense

__all__ = [
    "CertificateKind",
    "Cluster",
    "Concept",
    "District",
    "Form",
    "IncompatibleUnits",
    "Kbli",
    "KbliCluster",
    "PlainWord",
    "Point",
    "Regency",
    "SizeClass",
    "SizeThreshold",
    "Sense",
    "Unit",
    "Village",
    "in_reader_language",
    "place_label",
    "reader_language",
]
