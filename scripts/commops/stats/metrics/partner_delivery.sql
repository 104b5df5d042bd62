-- Deliverables that were due in a quarter: done by the day, late, or done on a day that nobody wrote down.
with due as (
  select d.quarter_n, d.quarter_week, x.partner,
    case when x.done_day <= x.due_day then 1 else 0 end as on_time,
    case when coalesce(x.done, 0) = 1 and x.done_day is null then 1 else 0 end as undated,
    case when x.reach is not null then 1 else 0 end as with_reach, coalesce(x.reach, 0) as reach
  from deliverables as x
  join dates as d on d.day_n = x.due_day
),
either as (
  select quarter_n, quarter_week, partner, on_time, undated, with_reach, reach from due
  union all
  select quarter_n, quarter_week, '*', on_time, undated, with_reach, reach from due
)
select quarter_n, partner, count(*) as due, sum(undated) as undated, count(*) - sum(undated) as dated, sum(on_time) as on_time,
  sum(with_reach) as with_reach, sum(reach) as reach, quarter_week as closed_n
from either
group by quarter_n, quarter_week, partner
order by quarter_n, partner
