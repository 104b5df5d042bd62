-- with shared/newcomers.sql
-- Newcomers as in classic retention, and who of them spoke on one of the days a to b after the day of their first message.
,
x as (select distinct author, day_n from activity where kind = 'message' and author is not null),
brackets as (
  select 1 as rank_n, '0' as bracket, 0 as from_day, 0 as to_day
  union all
  select 2, '1-7', 1, 7
  union all
  select 3, '8-14', 8, 14
  union all
  select 4, '15-30', 15, 30
  union all
  select 5, '31-60', 31, 60
),
again as (
  select n.cohort_n, b.rank_n, count(distinct n.author) as active
  from newcomer as n
  join x on x.author = n.author
  join brackets as b on x.day_n - n.day_n >= b.from_day and x.day_n - n.day_n <= b.to_day
  group by n.cohort_n, b.rank_n
),
weekly as (
  select c.cohort_n, b.rank_n, b.bracket, b.to_day, c.newcomers, coalesce(a.active, 0) as active
  from cohort as c
  cross join brackets as b
  left join again as a on a.cohort_n = c.cohort_n and a.rank_n = b.rank_n
),
-- The last newcomer may come on the Sunday; a bracket is over so many days after it.
placed as (
  select 'week' as grain, cohort_n, rank_n, bracket, newcomers, active,
    cohort_n + cast((to_day + 6 - (to_day + 6) % 7) / 7 as integer) as closed_n
  from weekly
  union all
  select '4w', cohort_n - cohort_n % 4, rank_n, bracket, sum(newcomers), sum(active),
    cohort_n - cohort_n % 4 + 3 + cast((to_day + 6 - (to_day + 6) % 7) / 7 as integer)
  from weekly
  group by cohort_n - cohort_n % 4, rank_n, bracket, to_day
)
select d.grain, d.cohort_n, d.bracket, d.newcomers, case when d.closed_n <= p.last_week then d.active end as active, d.closed_n
from placed as d
cross join params as p
order by d.grain, d.cohort_n, d.rank_n
