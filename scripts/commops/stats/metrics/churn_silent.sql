-- Regular members (3 or more active days in the 28 days to a week's end), and who of them is silent for the next 28 days.
with x as (
  select author, week_n, count(distinct day_n) as active_days
  from activity
  where kind = 'message' and author is not null
  group by author, week_n
),
y as (
  select author, week_n, active_days, lead(week_n) over (partition by author order by week_n) as next_week from x
),
week_days as (select week_n, count(*) as days from days group by week_n),
base as (
  select w.week_n
  from week_days as w
  join week_days as p on p.week_n > w.week_n - 4 and p.week_n <= w.week_n
  group by w.week_n
  having sum(p.days) = 28
),
regular as (
  select b.week_n, y.author, max(coalesce(y.next_week, b.week_n + 5)) as next_week
  from base as b
  join y on y.week_n > b.week_n - 4 and y.week_n <= b.week_n
  group by b.week_n, y.author
  having sum(y.active_days) >= 3
),
counted as (
  select week_n, count(*) as regulars, sum(case when next_week > week_n + 4 then 1 else 0 end) as silent
  from regular
  group by week_n
)
select b.week_n, coalesce(c.regulars, 0) as regulars,
  case when b.week_n + 4 <= p.last_week then coalesce(c.silent, 0) end as silent,
  b.week_n + 4 as closed_n
from base as b
cross join params as p
left join counted as c on c.week_n = b.week_n
order by week_n
