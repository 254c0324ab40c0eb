"""Measurements: what an action, a page, an import and a row cost, beside the limits measured in the same run.

`./anmulong bench` starts `bench.__main__`. It prints figures and writes `docs/reference/performance.md`; it asserts
nothing, because a figure on a busy machine is no proof of a mistake.
"""
