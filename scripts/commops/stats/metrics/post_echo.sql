-- The 24 hours after a post in a channel beside the same hours of the four weeks before.
with bounds as (select min(day_n) as first_day from days),
slots as (
  select s.post, s.channel, s.published_day, s.published_s
  from posts as s
  cross join bounds as b
  cross join params as p
  where s.published_day - 28 >= b.first_day and s.published_day + 1 <= p.as_of_day
    and s.channel in (select channel from activity where kind = 'message')
),
back as (
  select 0 as k union all select 1 union all select 2 union all select 3 union all select 4
),
-- Which local days a window of 24 hours touches; one more on the early side, for clocks that are changed.
near as (
  select -1 as off union all select 0 union all select 1
),
-- DISTINCT changes no row; it has the few days found before the many messages.
wanted as (
  select distinct s.post, s.channel, b.k, s.published_day - 7 * b.k + o.off as day_n, s.published_s - 604800 * b.k as from_s
  from slots as s
  cross join back as b
  cross join near as o
),
said as (
  select w.post, w.channel, w.k, m.author, m.is_question
  from wanted as w
  join m on m.channel = w.channel and m.day_n = w.day_n
  where m.kind = 'message' and m.ts_s >= w.from_s and m.ts_s < w.from_s + 86400
),
windows as (
  select post, channel, k, count(*) as messages, count(distinct author) as speakers,
    sum(case when is_question then 1 else 0 end) as questions
  from said
  group by post, channel, k
),
summed as (
  select post, channel,
    sum(case when k = 0 then messages else 0 end) as messages, sum(case when k > 0 then messages else 0 end) as usual_messages_4,
    sum(case when k = 0 then speakers else 0 end) as speakers, sum(case when k > 0 then speakers else 0 end) as usual_speakers_4,
    sum(case when k = 0 then questions else 0 end) as questions, sum(case when k > 0 then questions else 0 end) as usual_questions_4
  from windows
  group by post, channel
)
select s.post, s.channel, s.published_day as day_n, coalesce(b.speakers, 0) as speakers,
  coalesce(b.usual_speakers_4, 0) as usual_speakers_4, coalesce(b.messages, 0) as messages,
  coalesce(b.usual_messages_4, 0) as usual_messages_4, coalesce(b.questions, 0) as questions,
  coalesce(b.usual_questions_4, 0) as usual_questions_4,
  cast((s.published_day + 4 - (s.published_day + 4) % 7) / 7 as integer) as closed_n
from slots as s
left join summed as b on b.post = s.post and b.channel = s.channel
order by day_n, post, channel
