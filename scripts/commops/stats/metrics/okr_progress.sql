-- Where each key result stands between baseline and target, beside the share of its time that has gone.
with ranked as (
  select objective, number, day_n, value, row_number() over (partition by objective, number order by day_n desc, value) as rn
  from goal_values
),
timed as (
  select g.objective, g.number, g.metric, g.baseline, g.target, g.due_day - g.start_day + 1 as time_all,
    case when p.as_of_day > g.due_day then g.due_day - g.start_day + 1 else p.as_of_day - g.start_day + 1 end as time_gone,
    p.last_week
  from goals as g
  cross join params as p
  where g.due_day >= g.start_day
)
select t.objective, t.number, t.last_week as week_n, t.metric, r.day_n as day_n, t.baseline, t.target, r.value,
  r.value - t.baseline as gone, t.target - t.baseline as way, t.time_gone, t.time_all,
  (r.value - t.baseline) * t.time_all - t.time_gone * (t.target - t.baseline) as gap_over, t.last_week as closed_n
from timed as t
left join ranked as r on r.objective = t.objective and r.number = t.number and r.rn = 1
order by t.objective, t.number
