-- Joins and leaves by week and channel: from the lines of the log, else from the typed member counts.
with w as (select week_n from days group by week_n),
logged as (
  select channel, max(case when kind = 'leave' then 1 else 0 end) as has_leaves
  from activity
  where kind in ('join', 'leave')
  group by channel
  having max(case when kind = 'join' then 1 else 0 end) = 1
),
seen as (select channel, min(week_n) as first_week from activity group by channel),
counted as (
  select channel, week_n,
    sum(case when kind = 'join' then lines else 0 end) as joined,
    sum(case when kind = 'leave' then lines else 0 end) as left_n
  from activity
  where kind in ('join', 'leave')
  group by channel, week_n
),
typed as (
  select channel, week_n, joined, left_n, members - lag(members) over (partition by channel order by day_n) as difference
  from members
),
by_channel as (
  select w.week_n, l.channel, 'log' as source, coalesce(c.joined, 0) as joined,
    case when l.has_leaves = 1 then coalesce(c.left_n, 0) end as left_n
  from w
  join seen as s on s.first_week <= w.week_n
  join logged as l on l.channel = s.channel
  left join counted as c on c.channel = s.channel and c.week_n = w.week_n
  union all
  select t.week_n, t.channel, 'typed', sum(coalesce(t.joined, t.difference + t.left_n)), sum(t.left_n)
  from typed as t
  join w on w.week_n = t.week_n
  join seen as s on s.channel = t.channel
  left join logged as l on l.channel = t.channel
  where l.channel is null
  group by t.week_n, t.channel
)
select week_n, channel, source, joined, left_n, week_n as closed_n
from by_channel
union all
select week_n, '*', case when min(source) = max(source) then min(source) else 'both' end, sum(joined), sum(left_n), week_n
from by_channel
group by week_n
order by week_n, channel
