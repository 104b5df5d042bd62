-- with shared/segmented.sql
,
pairs as (
  select s.month_n, s.author, coalesce(b.segment, '-') as before, s.segment
  from segmented as s
  left join segmented as b on b.author = s.author and b.month_n = s.month_n - 1
  union all
  select b.month_n + 1, b.author, b.segment, '-'
  from segmented as b
  left join segmented as s on s.author = b.author and s.month_n = b.month_n + 1
  where s.author is null
),
counted as (select month_n, before, segment, count(*) as people from pairs group by month_n, before, segment),
steps as (select e.month_n, e.last_week from ends as e join ends as q on q.month_n = e.month_n - 1),
-- Only segments that hold somebody: rows and columns of zeros say nothing. Those who were not there always have theirs.
sides as (
  select month_n, before as segment, 0 as side from counted where before <> '-' group by month_n, before
  union all
  select month_n, segment, 1 from counted where segment <> '-' group by month_n, segment
  union all
  select month_n, '-', 0 from steps
  union all
  select month_n, '-', 1 from steps
)
select s.month_n, b.segment as before, a.segment, coalesce(c.people, 0) as people, s.last_week as closed_n
from steps as s
join sides as b on b.month_n = s.month_n and b.side = 0
join sides as a on a.month_n = s.month_n and a.side = 1
left join counted as c on c.month_n = s.month_n and c.before = b.segment and c.segment = a.segment
where b.segment <> '-' or a.segment <> '-'
order by s.month_n, b.segment, a.segment
