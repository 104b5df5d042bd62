-- Net growth by week and month beside the members at the start: join and leave lines of the log, else typed counts.
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
  select channel, day_n, members, joined, left_n,
    members - lag(members) over (partition by channel order by day_n) as difference,
    lead(day_n) over (partition by channel order by day_n) as next_day
  from members
),
started as (
  select w.grain, w.period_n, w.first_day, w.last_day, w.closed_n, c.channel, c.members as members_start
  from window_ as w
  join counts as c on c.day_n < w.first_day and (c.next_day is null or c.next_day >= w.first_day)
),
-- The last count of the period, from which a reader subtracts the one before. It tells the net growth also where the log
-- speaks: nearly, and often exactly.
ended as (
  select w.grain, w.period_n, c.channel, c.members
  from window_ as w
  join counts as c on c.day_n >= w.first_day and c.day_n <= w.last_day
  where c.next_day is null or c.next_day > w.last_day
),
-- A log speaks for its channel only when it shows both who comes and who goes.
logged as (
  select channel
  from activity
  group by channel
  having max(case when kind = 'join' then 1 else 0 end) = 1 and max(case when kind = 'leave' then 1 else 0 end) = 1
),
lines as (
  select channel, day_n, sum(case when kind = 'join' then lines else 0 end) as joined,
    sum(case when kind = 'leave' then lines else 0 end) as left_n
  from activity
  where kind in ('join', 'leave')
  group by channel, day_n
),
by_channel as (
  select s.grain, s.period_n, s.closed_n, s.channel, 'log' as source, s.members_start,
    coalesce(sum(n.joined), 0) as joined, coalesce(sum(n.left_n), 0) as left_n,
    coalesce(sum(n.joined), 0) - coalesce(sum(n.left_n), 0) as net,
    case when e.members is not null then coalesce(sum(n.joined), 0) - coalesce(sum(n.left_n), 0) end as told_net
  from started as s
  join logged as l on l.channel = s.channel
  left join ended as e on e.grain = s.grain and e.period_n = s.period_n and e.channel = s.channel
  left join lines as n on n.channel = s.channel and n.day_n >= s.first_day and n.day_n <= s.last_day
  group by s.grain, s.period_n, s.closed_n, s.channel, s.members_start, e.members
  union all
  select s.grain, s.period_n, s.closed_n, s.channel, 'typed', s.members_start,
    sum(coalesce(c.joined, c.difference + c.left_n)), sum(c.left_n), sum(c.difference), sum(c.difference)
  from started as s
  join counts as c on c.channel = s.channel and c.day_n >= s.first_day and c.day_n <= s.last_day
  left join logged as l on l.channel = s.channel
  where l.channel is null
  group by s.grain, s.period_n, s.closed_n, s.channel, s.members_start
)
select grain, period_n, channel, source, members_start, joined, left_n, net, told_net, closed_n
from by_channel
union all
select grain, period_n, '*', case when min(source) = max(source) then min(source) else 'both' end, sum(members_start),
  case when count(joined) = count(*) then sum(joined) end, case when count(left_n) = count(*) then sum(left_n) end,
  sum(net), case when count(told_net) = count(*) then sum(net) end, closed_n
from by_channel
group by grain, period_n, closed_n
order by grain, period_n, channel
