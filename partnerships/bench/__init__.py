"""How good and how fast the matcher is, against its peers, on a market whose truth is known.

The market is invented from the files in `truth`, which were written without a look at the matcher's thesaurus: what the
matcher knows must not be what it is measured by (an import contract keeps it so). `manage.py bench` runs the sections.
"""
