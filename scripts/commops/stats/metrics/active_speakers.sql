-- with shared/speakers.sql
-- Distinct speakers by day, ISO week, month and trailing 28 days; by week and month also for each channel.
,
x as (
  select day_n, week_n, month_n, channel, author, lines as messages
  from activity
  where kind = 'message' and author is not null
),
per_day as (
  select d.day_n, d.week_n, d.month_n, count(distinct x.author) as speakers, coalesce(sum(x.messages), 0) as messages
  from days as d
  left join x on x.day_n = d.day_n
  group by d.day_n, d.week_n, d.month_n
),
weeks as (
  select week_n, count(*) as days, sum(speakers) as speaker_days, sum(messages) as messages from per_day group by week_n
),
month_days as (
  select month_n, count(*) as days, sum(speakers) as speaker_days, sum(messages) as messages from per_day group by month_n
),
week_speakers as (select week_n, count(*) as speakers from by_week group by week_n),
by_month as (select month_n, count(distinct author) as speakers from x group by month_n),
over_28 as (
  select week_n, count(*) as speakers, sum(messages) as messages, sum(active_days) as speaker_days from by_28 group by week_n
),
seen as (select channel, min(week_n) as first_week, min(month_n) as first_month from x group by channel),
channel_days as (
  select channel, day_n, week_n, month_n, count(*) as speakers, sum(messages) as messages
  from x
  group by channel, day_n, week_n, month_n
),
channel_week as (
  select channel, week_n, sum(speakers) as speaker_days, sum(messages) as messages from channel_days group by channel, week_n
),
channel_month as (
  select channel, month_n, sum(speakers) as speaker_days, sum(messages) as messages from channel_days group by channel, month_n
),
channel_by_week as (select channel, week_n, count(distinct author) as speakers from x group by channel, week_n),
channel_by_month as (select channel, month_n, count(distinct author) as speakers from x group by channel, month_n)
select 'day' as grain, day_n as period_n, '*' as channel, speakers, messages, speakers as speaker_days, 1 as days, week_n as closed_n
from per_day
union all
select 'week', w.week_n, '*', coalesce(b.speakers, 0), w.messages, w.speaker_days, w.days, w.week_n
from weeks as w
left join week_speakers as b on b.week_n = w.week_n
union all
select 'week', w.week_n, s.channel, coalesce(b.speakers, 0), coalesce(c.messages, 0), coalesce(c.speaker_days, 0), w.days, w.week_n
from weeks as w
join seen as s on s.first_week <= w.week_n
left join channel_week as c on c.channel = s.channel and c.week_n = w.week_n
left join channel_by_week as b on b.channel = s.channel and b.week_n = w.week_n
union all
select '28d', d.week_n, '*', coalesce(b.speakers, 0), coalesce(b.messages, 0), coalesce(b.speaker_days, 0), 28, d.week_n
from full_28 as d
left join over_28 as b on b.week_n = d.week_n
union all
select 'month', d.month_n, '*', coalesce(b.speakers, 0), d.messages, d.speaker_days, d.days, k.last_week
from month_days as d
join months as k on k.month_n = d.month_n
left join by_month as b on b.month_n = d.month_n
union all
select 'month', d.month_n, s.channel, coalesce(b.speakers, 0), coalesce(c.messages, 0), coalesce(c.speaker_days, 0), d.days, k.last_week
from month_days as d
join months as k on k.month_n = d.month_n
join seen as s on s.first_month <= d.month_n
left join channel_month as c on c.channel = s.channel and c.month_n = d.month_n
left join channel_by_month as b on b.channel = s.channel and b.month_n = d.month_n
order by grain, period_n, channel
