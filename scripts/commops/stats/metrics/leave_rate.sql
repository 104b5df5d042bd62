-- Leaves by week and month beside the members at the start: leave lines of the log, else typed counts.
with window_ as (
  select 'week' as grain, week_n as period_n, min(day_n) as first_day, max(day_n) as last_day, week_n as closed_n
  from days
  group by week_n
  union all
  select 'month', d.month_n, min(d.day_n), max(d.day_n), max(k.last_week)
  from days as d
  join months as k on k.month_n = d.month_n
  group by d.month_n
),
counts as (
  select channel, day_n, members, lead(day_n) over (partition by channel order by day_n) as next_day from members
),
started as (
  select w.grain, w.period_n, w.first_day, w.last_day, w.closed_n, c.channel, c.members as members_start
  from window_ as w
  join counts as c on c.day_n < w.first_day and (c.next_day is null or c.next_day >= w.first_day)
),
leaving as (select distinct channel from activity where kind = 'leave'),
left_lines as (select channel, day_n, sum(lines) as left_n from activity where kind = 'leave' group by channel, day_n),
by_channel as (
  select s.grain, s.period_n, s.closed_n, s.channel, s.members_start, coalesce(sum(n.left_n), 0) as left_n
  from started as s
  join leaving as l on l.channel = s.channel
  left join left_lines as n on n.channel = s.channel and n.day_n >= s.first_day and n.day_n <= s.last_day
  group by s.grain, s.period_n, s.closed_n, s.channel, s.members_start
  union all
  select s.grain, s.period_n, s.closed_n, s.channel, s.members_start, sum(c.left_n)
  from started as s
  join members as c on c.channel = s.channel and c.day_n >= s.first_day and c.day_n <= s.last_day and c.left_n is not null
  left join leaving as l on l.channel = s.channel
  where l.channel is null
  group by s.grain, s.period_n, s.closed_n, s.channel, s.members_start
)
select grain, period_n, channel, members_start, left_n, closed_n
from by_channel
union all
select grain, period_n, '*', sum(members_start), sum(left_n), closed_n
from by_channel
group by grain, period_n, closed_n
order by grain, period_n, channel
