"""Making and changing rows of parties and consents, for the actions of the matter they belong to."""
