-- Loyal core: who spoke on at least 8 of the 28 days to a week's end.
with x as (
  select author, week_n, count(distinct day_n) as active_days
  from activity
  where kind = 'message' and author is not null
  group by author, week_n
),
week_days as (select week_n, count(*) as days from days group by week_n),
base as (
  select w.week_n
  from week_days as w
  join week_days as p on p.week_n > w.week_n - 4 and p.week_n <= w.week_n
  group by w.week_n
  having sum(p.days) = 28
),
by_author as (
  select b.week_n, x.author, sum(x.active_days) as active_days
  from base as b
  join x on x.week_n > b.week_n - 4 and x.week_n <= b.week_n
  group by b.week_n, x.author
),
counted as (
  select week_n, count(*) as speakers, sum(case when active_days >= 8 then 1 else 0 end) as core from by_author group by week_n
)
select '28d' as grain, b.week_n as period_n, coalesce(c.speakers, 0) as speakers, coalesce(c.core, 0) as core, b.week_n as closed_n
from base as b
left join counted as c on c.week_n = b.week_n
order by grain, period_n
