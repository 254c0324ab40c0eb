"""Named reads of accounts, posts and rights."""
