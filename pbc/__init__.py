"""The site: it may know every app, and no app may import it."""
