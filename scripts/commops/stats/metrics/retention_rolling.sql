-- with shared/newcomers.sql
-- Newcomers as in classic retention, and who of them spoke in week N or any later one, up to week 12.
,
x as (select distinct author, week_n from activity where kind = 'message' and author is not null),
lived as (
  select n.cohort_n, n.author, max(x.week_n - n.cohort_n) as last_age
  from newcomer as n
  join x on x.author = n.author
  where x.week_n <= n.cohort_n + 12
  group by n.cohort_n, n.author
),
first_week as (select min(week_n) as week_n from days),
ages as (select distinct d.week_n - f.week_n as age from days as d cross join first_week as f where d.week_n - f.week_n <= 12),
after as (
  select v.cohort_n, g.age, count(*) as active
  from lived as v
  join ages as g on g.age <= v.last_age
  group by v.cohort_n, g.age
),
exactly as (
  select n.cohort_n, x.week_n - n.cohort_n as age, count(*) as active
  from newcomer as n
  join x on x.author = n.author
  group by n.cohort_n, x.week_n - n.cohort_n
),
weekly as (
  select c.cohort_n, g.age, c.newcomers, coalesce(a.active, 0) as active, coalesce(a.active, 0) - coalesce(e.active, 0) as later
  from cohort as c
  cross join ages as g
  left join after as a on a.cohort_n = c.cohort_n and a.age = g.age
  left join exactly as e on e.cohort_n = c.cohort_n and e.age = g.age
),
block as (
  select cohort_n - cohort_n % 4 as cohort_n, age, sum(newcomers) as newcomers, sum(active) as active, sum(later) as later
  from weekly
  group by cohort_n - cohort_n % 4, age
)
select 'week' as grain, y.cohort_n, y.age, y.newcomers,
  case when y.cohort_n + 12 <= p.last_week then y.active end as active,
  case when y.cohort_n + 12 <= p.last_week then y.later end as later,
  y.cohort_n + 12 as closed_n
from weekly as y
cross join params as p
union all
select '4w', b.cohort_n, b.age, b.newcomers,
  case when b.cohort_n + 15 <= p.last_week then b.active end,
  case when b.cohort_n + 15 <= p.last_week then b.later end,
  b.cohort_n + 15
from block as b
cross join params as p
order by grain, cohort_n, age
