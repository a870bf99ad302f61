"""The pages where both sides meet: suggestions, mous, ledger, desk, dashboard."""
