-- with shared/speakers.sql
-- Regular members (3 or more active days in the 28 days to a week's end), and who of them is silent for the next 28 days.
,
regular as (select week_n, author from by_28 where active_days >= 3),
counted as (
  select r.week_n, count(*) as regulars, count(*) - count(n.author) as silent
  from regular as r
  left join by_28 as n on n.week_n = r.week_n + 4 and n.author = r.author
  group by r.week_n
)
select b.week_n, coalesce(c.regulars, 0) as regulars,
  case when b.week_n + 4 <= p.last_week then coalesce(c.silent, 0) end as silent,
  b.week_n + 4 as closed_n
from full_28 as b
cross join params as p
left join counted as c on c.week_n = b.week_n
order by week_n
