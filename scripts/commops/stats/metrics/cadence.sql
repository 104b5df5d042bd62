-- Posts that went out per week and channel, and how many of the planned ones were on time (30 minutes either way).
with planned as (
  select d.week_n, s.channel, count(*) as due,
    sum(case when s.published_s is not null and s.published_s - s.planned_s <= 1800 and s.planned_s - s.published_s <= 1800
      then 1 else 0 end) as on_time
  from posts as s
  join dates as d on d.day_n = s.planned_day
  group by d.week_n, s.channel
),
went_out as (
  select d.week_n, s.channel, count(*) as published
  from posts as s
  join dates as d on d.day_n = s.published_day
  group by d.week_n, s.channel
),
keys as (
  select week_n, channel from planned
  union all
  select week_n, channel from went_out
),
one as (
  select k.week_n, k.channel, coalesce(o.published, 0) as published, coalesce(p.due, 0) as due, coalesce(p.on_time, 0) as on_time
  from (select distinct week_n, channel from keys) as k
  left join planned as p on p.week_n = k.week_n and p.channel = k.channel
  left join went_out as o on o.week_n = k.week_n and o.channel = k.channel
)
select week_n, channel, published, due, on_time, week_n as closed_n from one
union all
select week_n, '*', sum(published), sum(due), sum(on_time), week_n from one group by week_n
order by week_n, channel
