"""Findings as files for others to use."""
