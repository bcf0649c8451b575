"""Saying that an action is done by the link of a mail, without signing in, where it is allowed."""
