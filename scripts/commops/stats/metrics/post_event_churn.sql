-- Who joined during an event and left or never spoke by day 14, beside those who joined in the same weeks without an event.
with joined as (
  select author, min(first_s) as join_s, min(day_n) as day_n, min(week_n) as week_n
  from activity
  where kind = 'join' and author is not null
  group by author
),
spoke as (
  select author, min(first_s) as first_s from activity where kind = 'message' and author is not null group by author
),
moved as (
  select j.author, max(case when m.kind = 'join' then m.ts_s end) as in_s, max(case when m.kind = 'leave' then m.ts_s end) as out_s
  from joined as j
  join m on m.author = j.author
  where m.kind in ('join', 'leave') and m.ts_s >= j.join_s and m.ts_s < j.join_s + 1209600
  group by j.author
),
newcomer as (
  select j.author, j.day_n, j.week_n,
    case when s.first_s is null or s.first_s >= j.join_s + 1209600 or v.out_s > v.in_s then 1 else 0 end as lost
  from joined as j
  left join spoke as s on s.author = j.author
  left join moved as v on v.author = j.author
  where s.first_s is null or s.first_s >= j.join_s
),
held as (
  select e.event, e.start_day, e.end_day, f.week_n as first_week,
    cast((e.end_day + 3 - (e.end_day + 3) % 7) / 7 as integer) as last_week
  from events as e
  join days as f on f.day_n = e.start_day
),
event_days as (
  select distinct d.day_n from days as d join events as e on e.start_day <= d.day_n and d.day_n <= e.end_day
),
at_event as (
  select h.event, count(*) as joiners, sum(n.lost) as lost
  from held as h
  join newcomer as n on n.day_n >= h.start_day and n.day_n <= h.end_day
  group by h.event
),
otherwise as (
  select h.event, count(*) as organic, sum(n.lost) as organic_lost
  from held as h
  join newcomer as n on n.week_n >= h.first_week and n.week_n <= h.last_week
  left join event_days as d on d.day_n = n.day_n
  where d.day_n is null
  group by h.event
),
log_has_joins as (select count(*) as n from joined)
select h.event, h.start_day as day_n, coalesce(a.joiners, 0) as joiners,
  case when h.last_week + 2 <= p.last_week then coalesce(a.lost, 0) end as lost,
  coalesce(o.organic, 0) as organic,
  case when h.last_week + 2 <= p.last_week then coalesce(o.organic_lost, 0) end as organic_lost,
  h.last_week + 2 as closed_n
from held as h
cross join params as p
cross join log_has_joins as l
left join at_event as a on a.event = h.event
left join otherwise as o on o.event = h.event
where l.n > 0
order by day_n, event
