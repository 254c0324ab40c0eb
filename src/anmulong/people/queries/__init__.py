"""Reading parties and consents of matters that the caller has read in scope."""
