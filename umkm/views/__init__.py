"""Pages of supply: finding an UMKM, registering one, keeping one."""
