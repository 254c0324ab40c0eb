"""Ledgers in and out: reads spreadsheets into actions, writes lists into spreadsheets. A face: no rules here."""
