-- with shared/newcomers.sql
-- Newcomers by the week (and the block of four weeks) of their first message, and who of them spoke exactly N weeks later.
,
x as (select distinct author, week_n from activity where kind = 'message' and author is not null),
again as (
  select n.cohort_n, x.week_n - n.cohort_n as age, count(*) as active
  from newcomer as n
  join x on x.author = n.author
  group by n.cohort_n, x.week_n - n.cohort_n
),
first_week as (select min(week_n) as week_n from days),
ages as (select distinct d.week_n - f.week_n as age from days as d cross join first_week as f where d.week_n - f.week_n <= 12),
weekly as (
  select c.cohort_n, g.age, c.newcomers, coalesce(a.active, 0) as active
  from cohort as c
  cross join ages as g
  left join again as a on a.cohort_n = c.cohort_n and a.age = g.age
),
block as (
  select cohort_n - cohort_n % 4 as cohort_n, age, sum(newcomers) as newcomers, sum(active) as active
  from weekly
  group by cohort_n - cohort_n % 4, age
)
select 'week' as grain, y.cohort_n, y.age, y.newcomers,
  case when y.cohort_n + y.age <= p.last_week then y.active end as active,
  y.cohort_n + y.age as closed_n
from weekly as y
cross join params as p
union all
select '4w', b.cohort_n, b.age, b.newcomers,
  case when b.cohort_n + 3 + b.age <= p.last_week then b.active end,
  b.cohort_n + 3 + b.age
from block as b
cross join params as p
order by grain, cohort_n, age
