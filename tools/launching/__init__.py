"""The parts of `./anmulong`: environment, stores, serving, tests. Standard library only."""
