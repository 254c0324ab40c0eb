"""Reading stored files of matters that the caller has read in scope. Whoever hands out content logs the reading."""
