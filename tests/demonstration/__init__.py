"""The demonstration: its promises to the penny, the same every time, and nobody's real data."""
