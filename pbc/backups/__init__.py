"""Backups of everything: made, checked, kept for so long, put back, and tried by a drill."""
