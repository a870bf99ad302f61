"""How lists are cut: pages for people, pages for machines."""

from rest_framework.pagination import PageNumberPagination

#: Rows on a page of a list that people read.
PAGE_SIZE = 24


class ApiPagination(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
