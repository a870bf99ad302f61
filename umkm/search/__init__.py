"""The directory's search: a text becomes a Question, a Question with filters one statement, and its Answer a page."""
