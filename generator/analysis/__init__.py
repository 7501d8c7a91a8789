"""Findings from public records and an as-of date. Pure: no files, no clock, no HTML."""
