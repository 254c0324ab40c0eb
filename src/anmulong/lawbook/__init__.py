"""What law, county and calendar say: code tables, parameters, statutes and working days, with dates and sources."""
