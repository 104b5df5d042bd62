-- Decided cases and messages taken down beside all messages, by week.
with w as (select week_n from days group by week_n),
said as (select week_n, count(*) as messages from m where kind = 'message' group by week_n),
decided as (
  select d.week_n, count(*) as case_count, sum(c.deleted) as deleted
  from cases as c
  join dates as d on d.day_n = c.decided_day
  group by d.week_n
)
select w.week_n, coalesce(s.messages, 0) as messages, coalesce(d.case_count, 0) as case_count, coalesce(d.deleted, 0) as deleted,
  coalesce(d.case_count, 0) + coalesce(d.deleted, 0) as actions, w.week_n as closed_n
from w
left join said as s on s.week_n = w.week_n
left join decided as d on d.week_n = w.week_n
order by w.week_n
