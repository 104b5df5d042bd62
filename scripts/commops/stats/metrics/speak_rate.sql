-- Speakers of each day beside the members counted last; a week is the sum over its days.
with counts as (
  select channel, day_n, members, lead(day_n) over (partition by channel order by day_n) as next_day from members
),
seen as (
  select channel, min(day_n) as first_day from activity where kind = 'message' and author is not null group by channel
),
known as (
  select d.day_n, d.week_n, c.channel, c.members
  from days as d
  join counts as c on c.day_n <= d.day_n and (c.next_day is null or c.next_day > d.day_n)
  join seen as s on s.channel = c.channel and s.first_day <= d.day_n
),
x as (select channel, day_n, author from activity where kind = 'message' and author is not null),
by_channel as (
  select k.day_n, k.week_n, k.channel, k.members, count(x.author) as speakers
  from known as k
  left join x on x.channel = k.channel and x.day_n = k.day_n
  group by k.day_n, k.week_n, k.channel, k.members
),
people as (
  select k.day_n, count(distinct x.author) as speakers
  from known as k
  left join x on x.channel = k.channel and x.day_n = k.day_n
  group by k.day_n
),
all_members as (select day_n, week_n, sum(members) as members from known group by day_n, week_n)
select 'day' as grain, day_n as period_n, channel, speakers as speaker_days, members as member_days, 1 as days, week_n as closed_n
from by_channel
union all
select 'day', a.day_n, '*', p.speakers, a.members, 1, a.week_n
from all_members as a
join people as p on p.day_n = a.day_n
union all
select 'week', week_n, channel, sum(speakers), sum(members), count(*), week_n
from by_channel
group by week_n, channel
union all
select 'week', a.week_n, '*', sum(p.speakers), sum(a.members), count(*), a.week_n
from all_members as a
join people as p on p.day_n = a.day_n
group by a.week_n
order by grain, period_n, channel
