-- with shared/speakers.sql
-- Loyal core: who spoke on at least 8 of the 28 days to a week's end.
,
counted as (
  select week_n, count(*) as speakers, sum(case when active_days >= 8 then 1 else 0 end) as core from by_28 group by week_n
)
select '28d' as grain, b.week_n as period_n, coalesce(c.speakers, 0) as speakers, coalesce(c.core, 0) as core, b.week_n as closed_n
from full_28 as b
left join counted as c on c.week_n = b.week_n
order by grain, period_n
