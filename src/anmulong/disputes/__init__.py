"""The ledger: registered matters and disputes from the first report to the strike-off (M-03, M-08, R-531).

Owns matters, their reports, owners, contacts, meetings, colours, clocks and the search index. The mediation
procedure itself is ``cases``; a matter here is settled by talking (劝解), guided, or found not to be a dispute.
"""
