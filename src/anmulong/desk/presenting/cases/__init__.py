"""Cases of mediation as their pages and papers show them."""
