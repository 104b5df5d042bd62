-- New members by the week they joined, and how many of them spoke within seven days.
with joined as (
  select author, min(first_s) as join_s, min(week_n) as week_n
  from activity
  where kind = 'join' and author is not null
  group by author
),
spoke as (
  select author, min(first_s) as first_s from activity where kind = 'message' and author is not null group by author
),
cohort as (
  select j.week_n, count(*) as joiners, sum(case when s.first_s < j.join_s + 604800 then 1 else 0 end) as activated
  from joined as j
  left join spoke as s on s.author = j.author
  where s.first_s is null or s.first_s >= j.join_s
  group by j.week_n
),
w as (select week_n from days group by week_n),
log_has_joins as (select count(*) as n from joined),
-- Who joins less who leaves is what the member counts grow by, which everybody sees: so joiners must not be printed where
-- those who left are too few. Other metrics print them a week earlier.
gone as (select week_n, sum(lines) as left_n from activity where kind = 'leave' group by week_n)
select w.week_n, coalesce(c.joiners, 0) as joiners,
  case when w.week_n + 1 <= p.last_week then coalesce(c.activated, 0) end as activated,
  g.left_n, w.week_n + 1 as closed_n
from w
cross join params as p
cross join log_has_joins as l
left join cohort as c on c.week_n = w.week_n
left join gone as g on g.week_n = w.week_n
where l.n > 0
order by week_n
