"""Reads of the papers: which there can be, which there are, and what stands on them."""
