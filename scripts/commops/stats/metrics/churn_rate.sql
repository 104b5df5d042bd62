-- Churn over blocks of four weeks: leaves beside the members at the start, and regulars at the start who stay silent.
with week_days as (select week_n, min(day_n) as first_day, count(*) as days from days group by week_n),
block as (
  select week_n - week_n % 4 as cohort_n, min(first_day) as first_day, sum(days) as days
  from week_days
  group by week_n - week_n % 4
),
before as (
  select b.cohort_n, sum(d.days) as days
  from block as b
  join week_days as d on d.week_n >= b.cohort_n - 4 and d.week_n < b.cohort_n
  group by b.cohort_n
),
counts as (
  select channel, day_n, members, lead(day_n) over (partition by channel order by day_n) as next_day from members
),
leaving as (select distinct channel from activity where kind = 'leave'),
weekly as (
  select channel, week_n, sum(lines) as left_n from activity where kind = 'leave' group by channel, week_n
  union all
  select c.channel, c.week_n, sum(c.left_n)
  from members as c
  left join leaving as l on l.channel = c.channel
  where l.channel is null and c.left_n is not null
  group by c.channel, c.week_n
),
started as (
  select b.cohort_n, c.channel, c.members
  from block as b
  join counts as c on c.day_n < b.first_day and (c.next_day is null or c.next_day >= b.first_day)
),
-- A channel takes part when it shows its leaves: lines anywhere in the log, or counts typed in the block.
shown as (
  select s.cohort_n, s.channel, s.members from started as s join leaving as l on l.channel = s.channel
  union all
  select distinct s.cohort_n, s.channel, s.members
  from started as s
  join weekly as y on y.channel = s.channel and y.week_n >= s.cohort_n and y.week_n < s.cohort_n + 4
  left join leaving as l on l.channel = s.channel
  where l.channel is null
),
at_start as (select cohort_n, sum(members) as members_start from shown group by cohort_n),
left_weeks as (
  select s.cohort_n, y.week_n, sum(y.left_n) as left_n
  from shown as s
  join weekly as y on y.channel = s.channel and y.week_n >= s.cohort_n and y.week_n < s.cohort_n + 4
  group by s.cohort_n, y.week_n
),
-- Weeks of one to four leaves are hidden where weeks are published; what is left of the block without the others must be too.
gone as (
  select cohort_n, sum(left_n) as leavers, sum(case when left_n < 5 then left_n else 0 end) as unseen
  from left_weeks
  group by cohort_n
),
x as (
  select author, week_n, count(distinct day_n) as active_days
  from activity
  where kind = 'message' and author is not null
  group by author, week_n
),
regular as (
  select b.cohort_n, x.author
  from before as b
  join x on x.week_n >= b.cohort_n - 4 and x.week_n < b.cohort_n
  where b.days = 28
  group by b.cohort_n, x.author
  having sum(x.active_days) >= 3
),
kept as (
  select distinct r.cohort_n, r.author
  from regular as r
  join x on x.author = r.author and x.week_n >= r.cohort_n and x.week_n < r.cohort_n + 4
),
held as (
  select r.cohort_n, count(*) as regulars, count(*) - count(k.author) as silent
  from regular as r
  left join kept as k on k.cohort_n = r.cohort_n and k.author = r.author
  group by r.cohort_n
)
select b.cohort_n, a.members_start,
  case when b.cohort_n + 3 <= p.last_week and a.members_start is not null then coalesce(g.leavers, 0) end as leavers,
  case when b.cohort_n + 3 <= p.last_week and a.members_start is not null then coalesce(g.unseen, 0) end as unseen,
  case when f.days = 28 then coalesce(h.regulars, 0) end as regulars,
  case when f.days = 28 and b.cohort_n + 3 <= p.last_week then coalesce(h.silent, 0) end as silent,
  b.cohort_n + 3 as closed_n
from block as b
cross join params as p
left join before as f on f.cohort_n = b.cohort_n
left join at_start as a on a.cohort_n = b.cohort_n
left join gone as g on g.cohort_n = b.cohort_n
left join held as h on h.cohort_n = b.cohort_n
where b.days = 28 or b.cohort_n + 3 > p.last_week
order by cohort_n
