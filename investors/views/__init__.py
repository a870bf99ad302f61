"""Pages of demand: a company, and what it needs."""
