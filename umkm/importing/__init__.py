"""Reading spreadsheets of UMKM as officials keep them: content in, rows with remarks out, without a query.

files      what is a spreadsheet at all, and its lines
headers    which column is which field
values     what a cell means: text, amount, identifier
lookups    places, clusters, units and KBLI by the names that people use
rows       one line as a firm with its product, with remarks on what was odd
groups     lines of one file that bring the same firm
wording    every remark as a sentence
report     the report of a run and the template, as spreadsheets
"""
