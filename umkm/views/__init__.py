"""Pages of supply: finding an UMKM, registering one, keeping one, its files, groups and facilitation."""
