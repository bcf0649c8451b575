"""Measurements, each started by `python -m bench.<name>`."""

import os

# Who works here never thinks, and is not to be asked to wait.
for what in ("DEEDS_A_MINUTE", "FILES_AN_HOUR", "SEARCHES_A_MINUTE", "TABLES_AN_HOUR"):
    os.environ[f"PBC_{what}"] = "0"
