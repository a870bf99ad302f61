"""Who may write reference data: the words of the matcher alone; everything else comes from the data files."""

from kemitraan.accounts.models import Role
from kemitraan.verification import official_with

#: Both desks hear what people really call their things.
WORD_KEEPERS = (Role.PARTNERSHIP_OFFICER, Role.UMKM_OFFICER)

may_keep_words = official_with(*WORD_KEEPERS)
