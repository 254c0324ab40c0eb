"""Running the installation: first start, demonstration, worker, checks. Knows every package; none knows it."""
