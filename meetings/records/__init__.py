"""The record of a meeting: read from old minutes, written, circulated, approved, sent out."""
