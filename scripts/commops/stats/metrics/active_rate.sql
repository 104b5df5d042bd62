-- Distinct speakers of the week and of the trailing 28 days beside the members counted last.
with counts as (
  select channel, day_n, members, lead(day_n) over (partition by channel order by day_n) as next_day from members
),
week_end as (select week_n, max(day_n) as day_n, count(*) as days from days group by week_n),
seen as (
  select channel, min(week_n) as first_week from activity where kind = 'message' and author is not null group by channel
),
known as (
  select w.week_n, w.days, c.channel, c.members
  from week_end as w
  join counts as c on c.day_n <= w.day_n and (c.next_day is null or c.next_day > w.day_n)
  join seen as s on s.channel = c.channel and s.first_week <= w.week_n
),
x as (select distinct channel, week_n, author from activity where kind = 'message' and author is not null),
all_members as (select week_n, sum(members) as members from known group by week_n),
week_speakers as (
  select k.week_n, k.channel, count(x.author) as speakers
  from known as k
  left join x on x.channel = k.channel and x.week_n = k.week_n
  group by k.week_n, k.channel
),
week_all as (
  select k.week_n, count(distinct x.author) as speakers
  from known as k
  left join x on x.channel = k.channel and x.week_n = k.week_n
  group by k.week_n
),
all_28 as (
  select k.week_n, count(distinct x.author) as speakers
  from known as k
  left join x on x.channel = k.channel and x.week_n > k.week_n - 4 and x.week_n <= k.week_n
  group by k.week_n
),
days_28 as (
  select w.week_n, sum(p.days) as days
  from week_end as w
  join week_end as p on p.week_n > w.week_n - 4 and p.week_n <= w.week_n
  group by w.week_n
)
select 'week' as grain, k.week_n as period_n, k.channel, s.speakers, k.members, k.week_n as closed_n
from known as k
join week_speakers as s on s.week_n = k.week_n and s.channel = k.channel
union all
select 'week', a.week_n, '*', s.speakers, a.members, a.week_n
from all_members as a
join week_all as s on s.week_n = a.week_n
union all
select '28d', a.week_n, '*', s.speakers, a.members, a.week_n
from all_members as a
join all_28 as s on s.week_n = a.week_n
join days_28 as d on d.week_n = a.week_n
where d.days = 28
order by grain, period_n, channel
