"""What happens when somebody sets a plan, and what was stated when a month was published."""


def state_positions(*, submission, by):
    """Record what people are told when a submission is published."""
