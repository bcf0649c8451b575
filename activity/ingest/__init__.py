"""Taking a file in: from the bytes received to rows staged for review. The only way in."""
