"""Findings as HTML bodies, stamped into shells."""
