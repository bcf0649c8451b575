"""A position in the shape that INTERFACE fixes for `manage.py position`."""

from pbc.core import money, periods


def _quantity(value):
    """Activity as a string with up to two decimals."""
    text = f"{money.round_half_up(value, 2):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def position_json(position):
    """A Position as plain data: money as strings, percentages as numbers, plus is over."""
    pounds = money.json_money
    return {
        "scope": {
            "kind": position.scope.kind,
            "code": position.scope.code,
            "name": position.name,
        },
        "year": periods.year_name(position.year),
        "month": position.month,
        "known_on": position.known_on.isoformat(),
        "complete": position.complete,
        "missing": list(position.missing),
        "budget_missing": pounds(position.budget_missing),
        "original_budget": pounds(position.original_budget),
        "savings_plan": pounds(position.savings_plan),
        "budget": pounds(position.budget),
        "budget_complete": position.budget_complete,
        "actual": pounds(position.actual),
        "overspend": pounds(position.overspend),
        "overspend_pct": money.json_percent(position.overspend, position.budget),
        "overspend_before_savings_plan": pounds(position.overspend_before_savings_plan),
        "unassigned": pounds(position.unassigned),
        "unassigned_beside": pounds(position.unassigned_beside),
        "unassigned_rule": position.unassigned_rule,
        "parked": pounds(position.parked),
        "below_the_line": pounds(position.below_the_line),
        "plan_activity": _quantity(position.plan_activity),
        "actual_activity": _quantity(position.actual_activity),
        "allocation": pounds(position.allocation),
        "control_total": pounds(position.control_total),
        "other_spend": pounds(position.other_spend),
        "over_control_total": pounds(position.over_control_total),
        "over_break_even": pounds(position.over_break_even),
        "reading": position.reading,
        "full_year_budget": pounds(position.full_year_budget),
        "forecast": _forecast(position.forecast),
        "by_heading": [_heading(line) for line in position.by_heading],
        "by_practice": [_practice(line) for line in position.by_practice],
        "by_month": [_month(line) for line in position.by_month],
    }


def _forecast(forecast):
    if forecast is None:
        return {"method": None, "outturn": None, "low": None, "high": None, "range": None}
    return {
        "method": forecast.method,
        "outturn": money.json_money(forecast.outturn),
        "low": money.json_money(forecast.low),
        "high": money.json_money(forecast.high),
        "range": forecast.range,
        "by_method": {name: money.json_money(v) for name, v in forecast.by_method.items()},
    }


def _amounts(line):
    return {
        "budget": money.json_money(line.budget),
        "actual": money.json_money(line.actual),
        "overspend": money.json_money(line.overspend),
    }


def _heading(line):
    return {
        "code": line.code,
        "name": line.name,
        "original_budget": money.json_money(line.original_budget),
        **_amounts(line),
        "overspend_pct": money.json_percent(line.overspend, line.budget),
        "to_month": line.to_month,
    }


def _practice(line):
    return {"code": line.code, "name": line.name, **_amounts(line)}


def _month(line):
    return {"month": line.to_month, **_amounts(line)}
