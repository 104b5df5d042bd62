-- Applications by month of their week's Sunday and by source: who was decided on, and who was let in.
with counted as (
  select d.month_n, d.month_week, a.source, sum(a.applied) as applied, sum(a.approved) as approved,
    sum(a.rejected) as rejected
  from admissions as a
  join dates as d on d.day_n = a.sunday_day
  group by d.month_n, d.month_week, a.source
)
select month_n, source, applied, approved + rejected as decided, approved, rejected, applied - approved - rejected as undecided,
  month_week as closed_n
from counted
union all
select month_n, '*', sum(applied), sum(approved + rejected), sum(approved), sum(rejected),
  sum(applied - approved - rejected), month_week
from counted
group by month_n, month_week
order by month_n, source
