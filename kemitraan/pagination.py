"""How lists that people read are cut. Those of the API are cut by keys: kemitraan/api/pagination.py."""

#: Rows on a page.
PAGE_SIZE = 24
