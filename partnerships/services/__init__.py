"""Every write where the two sides meet, split by stage: matching, suggestions, mous, ledger."""
