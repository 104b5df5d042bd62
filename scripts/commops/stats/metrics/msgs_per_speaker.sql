-- Messages of the week beside its speakers, and beside member-days (members counted last, summed over the days).
with w as (select week_n, count(*) as days from days group by week_n),
x as (
  select channel, week_n, author, sum(lines) as messages
  from activity
  where kind = 'message' and author is not null
  group by channel, week_n, author
),
seen as (
  select channel, min(week_n) as first_week
  from activity
  where kind = 'message' and author is not null
  group by channel
),
counts as (
  select channel, day_n, members, lead(day_n) over (partition by channel order by day_n) as next_day from members
),
known as (
  select c.channel, d.week_n, count(*) as days, sum(c.members) as member_days
  from days as d
  join counts as c on c.day_n <= d.day_n and (c.next_day is null or c.next_day > d.day_n)
  group by c.channel, d.week_n
),
by_channel as (
  select w.week_n, s.channel, count(x.author) as speakers, coalesce(sum(x.messages), 0) as messages,
    max(case when k.days = w.days then k.member_days end) as member_days
  from w
  join seen as s on s.first_week <= w.week_n
  left join x on x.channel = s.channel and x.week_n = w.week_n
  left join known as k on k.channel = s.channel and k.week_n = w.week_n
  group by w.week_n, s.channel
),
people as (
  select w.week_n, count(distinct x.author) as speakers, coalesce(sum(x.messages), 0) as messages
  from w
  left join x on x.week_n = w.week_n
  group by w.week_n
),
everywhere as (
  select week_n, case when count(*) = count(member_days) then sum(member_days) end as member_days
  from by_channel
  group by week_n
)
select week_n, channel, messages, speakers, member_days, week_n as closed_n
from by_channel
union all
select p.week_n, '*', p.messages, p.speakers, e.member_days, p.week_n
from people as p
left join everywhere as e on e.week_n = p.week_n
order by week_n, channel
