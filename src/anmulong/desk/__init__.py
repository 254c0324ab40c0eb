"""The staff web desk: pages over actions and scoped reads. No rules here, no due dates, no "may they?"."""
