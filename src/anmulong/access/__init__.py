"""People who sign in: accounts, posts, roles, scope and rights, deputies, grants, reset slips, sessions.

Owns who may do and see what. Does not own what a body is (``orgs``) or what is done to a matter (``disputes``).
"""
