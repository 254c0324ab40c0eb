"""Django without domain: abstract records, scoped reads, sealed fields, search index, page components.

Imports ``kernel`` only. Everything here serves every package above and knows none of them.
"""
