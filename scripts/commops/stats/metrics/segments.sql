-- with shared/segmented.sql
,
counted as (select month_n, segment, count(*) as people from segmented group by month_n, segment),
-- The segment of those whom no rule fits has a row only where there is somebody in it.
lines as (
  select e.month_n, e.last_week, r.rank_n, r.segment from ends as e cross join segments as r
  union all
  select e.month_n, e.last_week, 1000, c.segment
  from ends as e
  join counted as c on c.month_n = e.month_n
  where c.segment = '?'
)
select l.month_n, l.segment, coalesce(c.people, 0) as people, l.last_week as closed_n
from lines as l
left join counted as c on c.month_n = l.month_n and c.segment = l.segment
order by l.month_n, l.rank_n
