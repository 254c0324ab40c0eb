"""Watching the running program: health, figures, log lines, the checks of an office without administrators."""
