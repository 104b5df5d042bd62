-- Who is in which segment at the end of each month: (month_n, last_week, author, segment). The rules are rows of
-- "segments", in order of rank_n; "segments_before" says in which segments a rule wants somebody to have been. A NULL
-- threshold asks for nothing. '?' is the segment of those whom no rule fits.
with first_day as (select min(day_n) as day_n from days),
reach as (select max(reach_days) as days from segments),
ends as (
  select k.month_n, k.last_day as day_n, k.last_week
  from months as k
  cross join params as p
  cross join first_day as f
  cross join reach as r
  where k.last_day <= p.as_of_day and k.last_day - f.day_n + 1 >= r.days
),
-- Somebody is there while the last thing seen in at least one channel is not that they left it.
moves as (
  select author, channel, month_n,
    max(case when kind = 'leave' then last_s end) as out_s,
    max(case when kind <> 'leave' then last_s end) as in_s
  from activity
  where author is not null and kind in ('message', 'join', 'leave')
  group by author, channel, month_n
),
-- Those who never left anything, nearly all, need no look at the single channels.
leavers as (select distinct author from moves where out_s is not null),
came as (select author, min(month_n) as month_n from moves where in_s is not null group by author),
by_channel as (
  select e.month_n, v.author, v.channel, max(v.in_s) as in_s, max(v.out_s) as out_s
  from moves as v
  join leavers as x on x.author = v.author
  join ends as e on e.month_n >= v.month_n
  group by e.month_n, v.author, v.channel
),
present as (
  select e.month_n, c.author
  from came as c
  left join leavers as x on x.author = c.author
  join ends as e on e.month_n >= c.month_n
  where x.author is null
  union all
  select distinct month_n, author from by_channel where in_s is not null and (out_s is null or in_s > out_s)
),
said as (
  select author, day_n, month_n, sum(lines) as messages
  from activity
  where kind = 'message' and author is not null
  group by author, day_n, month_n
),
last_by_month as (select author, month_n, max(day_n) as day_n from said group by author, month_n),
last_said as (
  select e.month_n, s.author, max(s.day_n) as day_n
  from ends as e
  join last_by_month as s on s.month_n <= e.month_n
  group by e.month_n, s.author
),
-- The day of joining: of the join that is seen; where a channel shows no joins, of the first message. Unknown (NULL) for
-- those who spoke without a join that would have been seen: they were there before the log began.
join_channels as (select distinct channel from activity where kind = 'join'),
first_join as (
  select author, min(first_s) as first_s, min(day_n) as day_n
  from activity
  where kind = 'join' and author is not null
  group by author
),
first_message as (
  select author, min(first_s) as first_s, min(day_n) as day_n
  from activity
  where kind = 'message' and author is not null
  group by author
),
first_place as (
  select f.author, f.first_s, f.day_n, max(case when c.channel is null then 0 else 1 end) as shows_joins
  from first_message as f
  join activity as a on a.author = f.author and a.first_s = f.first_s
  left join join_channels as c on c.channel = a.channel
  where a.kind = 'message'
  group by f.author, f.first_s, f.day_n
),
joined as (
  select j.author, j.day_n
  from first_join as j
  left join first_place as f on f.author = j.author
  where f.author is null or j.first_s <= f.first_s
  union all
  select f.author, f.day_n
  from first_place as f
  left join first_join as j on j.author = f.author
  where f.shows_joins = 0 and (j.author is null or j.first_s > f.first_s)
),
person as (
  select h.month_n, e.day_n, h.author, l.day_n as last_day, j.day_n as joined_day
  from present as h
  join ends as e on e.month_n = h.month_n
  left join last_said as l on l.month_n = h.month_n and l.author = h.author
  left join joined as j on j.author = h.author
),
-- People are looked at on two days: the end of the month, and the day of their last message, for what they were before.
looks as (
  select author, day_n, last_day, joined_day from person
  union
  select author, last_day, last_day, joined_day from person where last_day is not null
),
windows as (select distinct window_days from segments where window_days > 0),
-- The months that a window touches: joined on them, days far away are never looked at.
touched as (
  select d.day_n, w.window_days, k.month_n
  from (select distinct day_n from looks) as d
  cross join windows as w
  join months as k on k.first_day <= d.day_n and k.last_day > d.day_n - w.window_days
),
-- The left join keeps a database from joining months and messages first, without the people.
spoke as (
  select l.author, l.day_n, t.window_days, count(s.day_n) as active_days, sum(s.messages) as messages
  from looks as l
  join touched as t on t.day_n = l.day_n
  left join said as s on s.author = l.author and s.month_n = t.month_n
    and s.day_n > l.day_n - t.window_days and s.day_n <= l.day_n
  group by l.author, l.day_n, t.window_days
),
fits as (
  select l.author, l.day_n, r.rank_n, r.segment, r.needs_before
  from looks as l
  cross join segments as r
  left join spoke as s on s.author = l.author and s.day_n = l.day_n and s.window_days = r.window_days
  where (r.joined_within is null or l.day_n - l.joined_day <= r.joined_within)
    and (r.min_active is null or coalesce(s.active_days, 0) >= r.min_active)
    and (r.max_active is null or coalesce(s.active_days, 0) <= r.max_active)
    and (r.min_messages is null or coalesce(s.messages, 0) >= r.min_messages)
    and (r.min_silent is null or l.day_n - l.last_day >= r.min_silent)
    and (r.max_silent is null or l.day_n - l.last_day <= r.max_silent)
),
were as (select author, day_n, min(rank_n) as rank_n from fits where needs_before = 0 group by author, day_n),
chosen as (
  select p.month_n, p.author, min(f.rank_n) as rank_n
  from person as p
  join fits as f on f.author = p.author and f.day_n = p.day_n
  left join were as w on w.author = p.author and w.day_n = p.last_day
  left join segments as b on b.rank_n = w.rank_n
  left join segments_before as a on a.segment = f.segment and a.was = b.segment
  where f.needs_before = 0 or a.segment is not null
  group by p.month_n, p.author
),
segmented as (
  select p.month_n, e.last_week, p.author, coalesce(r.segment, '?') as segment
  from person as p
  join ends as e on e.month_n = p.month_n
  left join chosen as c on c.month_n = p.month_n and c.author = p.author
  left join segments as r on r.rank_n = c.rank_n
)
