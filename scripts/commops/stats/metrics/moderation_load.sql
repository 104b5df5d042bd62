-- Decided cases and messages taken down beside all messages, by week.
with w as (select week_n from days group by week_n),
said as (select week_n, sum(lines) as messages from activity where kind = 'message' group by week_n),
decided as (
  select d.week_n, count(*) as case_count, sum(c.deleted) as deleted
  from cases as c
  join dates as d on d.day_n = c.decided_day
  group by d.week_n
),
-- Before the first case nobody kept a record, which is not the same as nothing to do.
start as (select min(week_n) as week_n from decided)
select w.week_n, coalesce(s.messages, 0) as messages,
  case when b.week_n <= w.week_n then coalesce(d.case_count, 0) end as case_count,
  case when b.week_n <= w.week_n then coalesce(d.deleted, 0) end as deleted,
  case when b.week_n <= w.week_n then coalesce(d.case_count, 0) + coalesce(d.deleted, 0) end as actions, w.week_n as closed_n
from w
cross join start as b
left join said as s on s.week_n = w.week_n
left join decided as d on d.week_n = w.week_n
order by w.week_n
