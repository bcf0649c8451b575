"""SQL of the headings that a reading resolved: kept with it, so that no regrouping reaches back."""

FILL = """
INSERT INTO activity_resolvedheading (submission_id, point_of_delivery_id, heading_id)
SELECT DISTINCT r.submission_id, r.point_of_delivery_id, p.heading_id
  FROM activity_positionrollup r JOIN activity_pointofdelivery p ON p.id = r.point_of_delivery_id;
"""

ROLL_UP = """
CREATE OR REPLACE FUNCTION roll_up(wanted bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO activity_positionrollup (submission_id, year, first_month, month, locality_id,
    practice_id, point_of_delivery_id, plan_activity, actual_activity, budget, savings_plan,
    actual_cost, "rows")
  SELECT submission_id, year, first_month, month, locality_id, practice_id,
    point_of_delivery_id, sum(plan_activity), sum(actual_activity), sum(budget),
    sum(savings_plan), sum(actual_cost), count(*)
  FROM activity_activityline WHERE submission_id = wanted GROUP BY 1, 2, 3, 4, 5, 6, 7;
  INSERT INTO activity_resolvedheading (submission_id, point_of_delivery_id, heading_id)
  SELECT DISTINCT r.submission_id, r.point_of_delivery_id, p.heading_id
  FROM activity_positionrollup r JOIN activity_pointofdelivery p ON p.id = r.point_of_delivery_id
  WHERE r.submission_id = wanted
  ON CONFLICT DO NOTHING;  -- derived again, a roll-up keeps the headings of its reading
  INSERT INTO activity_detailrollup (submission_id, year, first_month, month, locality_id,
    practice_id, practice_given, point_of_delivery_id, provider_given, specialty_given,
    plan_activity, actual_activity, budget, savings_plan, actual_cost, "rows")
  SELECT submission_id, year, first_month, month, locality_id, practice_id, practice_given,
    point_of_delivery_id, provider_given, specialty_given, sum(plan_activity),
    sum(actual_activity), sum(budget), sum(savings_plan), sum(actual_cost), count(*)
  FROM activity_activityline WHERE submission_id = wanted
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
$$;
"""

DIFFERENCES = """
CREATE OR REPLACE FUNCTION roll_up_differences(wanted bigint)
  RETURNS TABLE (which text, year smallint, month smallint, money numeric)
  LANGUAGE sql STABLE AS $$
  WITH derived AS (
    SELECT l.year, l.first_month, l.month, locality_id, practice_id, point_of_delivery_id,
      sum(plan_activity) a, sum(actual_activity) b, sum(budget) c, sum(savings_plan) d,
      sum(actual_cost) e, count(*) n
    FROM activity_activityline l WHERE submission_id = wanted GROUP BY 1, 2, 3, 4, 5, 6
  ), stored AS (
    SELECT p.year, p.first_month, p.month, locality_id, practice_id, point_of_delivery_id,
      plan_activity a, actual_activity b, budget c, savings_plan d, actual_cost e, "rows"::bigint n
    FROM activity_positionrollup p WHERE submission_id = wanted
  ), detailed AS (
    SELECT t.year, t.first_month, t.month, locality_id, practice_id, point_of_delivery_id,
      sum(plan_activity) a, sum(actual_activity) b, sum(budget) c, sum(savings_plan) d,
      sum(actual_cost) e, sum("rows")::bigint n
    FROM activity_detailrollup t WHERE submission_id = wanted GROUP BY 1, 2, 3, 4, 5, 6
  )
  SELECT 'positions', x.year, x.month, e FROM (TABLE derived EXCEPT TABLE stored) x
  UNION ALL SELECT 'positions', x.year, x.month, e FROM (TABLE stored EXCEPT TABLE derived) x
  UNION ALL SELECT 'detail', x.year, x.month, e FROM (TABLE derived EXCEPT TABLE detailed) x
  UNION ALL SELECT 'detail', x.year, x.month, e FROM (TABLE detailed EXCEPT TABLE derived) x
  UNION ALL SELECT 'headings', x.year, x.month, e FROM stored x
    WHERE x.point_of_delivery_id NOT IN
      (SELECT h.point_of_delivery_id FROM activity_resolvedheading h WHERE h.submission_id = wanted)
$$;
"""
