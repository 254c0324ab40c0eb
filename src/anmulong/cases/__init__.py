"""The mediation procedure: from the application to the archived file (人民调解法, M-11; domain.md appendix B).

Owns cases, who takes part in them, sessions, agreements with their obligations and signatures, performance,
follow-up and the clocks of the procedure. A case stands in the journal stream of its dispute; what it means for the
dispute is done by functions of ``disputes`` in the same transaction (decision 0011).
"""
