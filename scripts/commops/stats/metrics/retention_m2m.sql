-- Speakers of a month, and how many of them spoke in the next month too; split by messages in the first month.
with x as (
  select author, month_n, sum(lines) as messages
  from activity
  where kind = 'message' and author is not null
  group by author, month_n
),
y as (
  select month_n, lead(month_n) over (partition by author order by month_n) as next_month,
    case when messages = 1 then '1' when messages < 20 then '2-19' else '20+' end as segment
  from x
),
counted as (
  select month_n, segment, count(*) as speakers, sum(case when next_month = month_n + 1 then 1 else 0 end) as kept
  from y
  group by month_n, segment
  union all
  select month_n, '*', count(*), sum(case when next_month = month_n + 1 then 1 else 0 end)
  from y
  group by month_n
),
first_day as (select min(day_n) as day_n from days),
covered as (
  select distinct d.month_n, k.last_day as last_day, n.last_day as next_last_day, n.last_week as closed_n
  from days as d
  join months as k on k.month_n = d.month_n
  join months as n on n.month_n = d.month_n + 1
  cross join first_day as f
  where k.first_day >= f.day_n
)
select c.month_n, t.segment, t.speakers,
  case when c.next_last_day <= p.as_of_day then t.kept end as kept,
  c.closed_n
from covered as c
cross join params as p
join counted as t on t.month_n = c.month_n
order by month_n, segment
