"""Shapes of codes, held by the database and by the reader of the data files alike."""

REGENCY_CODE = r"^[0-9]{2}\.[0-9]{2}$"
DISTRICT_CODE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$"
VILLAGE_CODE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$"
KBLI_CODE = r"^[0-9]{5}$"

#: Characters of a village's code that are its kecamatan's.
DISTRICT_LENGTH = len("33.10.03")
