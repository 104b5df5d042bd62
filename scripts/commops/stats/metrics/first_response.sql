-- Questions by week, and the seconds until another person first replied to them; a question without a reply counts as longer than any.
-- A reply is known from its link (gold); in a channel without any links, from who is spoken to by name (inferred).
with linked as (select distinct channel from m where reply_to is not null),
kind_of as (
  select channel, 'gold' as links from linked
  union all
  select distinct m.channel, 'inferred'
  from m
  left join linked as l on l.channel = m.channel
  where m.addressee is not null and l.channel is null
),
question as (
  select m.source, m.channel, m.msg_id, m.author, m.addressee, m.ts_s, m.tie_n, m.week_n, k.links,
    row_number() over (order by m.channel, m.ts_s, m.tie_n, m.author, m.addressee, m.source, m.msg_id) as question_n
  from m
  join kind_of as k on k.channel = m.channel
  where m.kind = 'message' and m.is_question and m.author is not null and (k.links = 'inferred' or m.msg_id is not null)
),
spoken as (select channel, author, addressee, ts_s, tie_n from m where kind = 'message' and author is not null),
found as (
  select q.question_n, a.ts_s - q.ts_s as sec
  from question as q
  join m as a on a.source = q.source and a.channel = q.channel and a.reply_to = q.msg_id
  where q.links = 'gold' and a.kind = 'message' and a.author <> q.author and a.ts_s >= q.ts_s
  union all
  -- Another person speaks to the asker by name within a day.
  select q.question_n, a.ts_s - q.ts_s
  from question as q
  join spoken as a on a.channel = q.channel and a.addressee = q.author
  where q.links = 'inferred' and a.author <> q.author and a.ts_s < q.ts_s + 86400
    and (a.ts_s > q.ts_s or (a.ts_s = q.ts_s and a.tie_n > q.tie_n))
  union all
  -- The question was put to somebody by name, who says something to nobody in particular within a quarter of an hour.
  select q.question_n, a.ts_s - q.ts_s
  from question as q
  join spoken as a on a.channel = q.channel and a.author = q.addressee
  where q.links = 'inferred' and a.author <> q.author and a.addressee is null and a.ts_s < q.ts_s + 900
    and (a.ts_s > q.ts_s or (a.ts_s = q.ts_s and a.tie_n > q.tie_n))
),
reply as (select question_n, min(sec) as sec from found group by question_n),
timed as (
  select q.week_n, q.channel, q.links, r.sec
  from question as q
  left join reply as r on r.question_n = q.question_n
),
-- The total is of one kind: of the linked channels, and only where there are none, of the others.
total_kind as (select min(links) as links from kind_of),
both_scopes as (
  select week_n, channel, links, sec from timed
  union all
  select t.week_n, '*', t.links, t.sec
  from timed as t
  join total_kind as k on k.links = t.links
),
ranked as (
  select week_n, channel, links, sec,
    row_number() over (partition by week_n, channel order by case when sec is null then 1 else 0 end, sec) as rn,
    count(*) over (partition by week_n, channel) as cnt
  from both_scopes
),
counted as (
  select week_n, channel, links, max(cnt) as questions, count(sec) as answered,
    sum(case when sec < 3600 then 1 else 0 end) as within_1h,
    sum(case when sec < 86400 then 1 else 0 end) as within_24h,
    sum(case when 2 * rn >= cnt and 2 * rn <= cnt + 2 then sec end) as median_sum,
    sum(case when 2 * rn >= cnt and 2 * rn <= cnt + 2 then 1 else 0 end) as median_n,
    sum(case when 2 * rn >= cnt and 2 * rn <= cnt + 2 and sec is not null then 1 else 0 end) as median_known,
    max(case when 10 * rn >= 9 * cnt and 10 * (rn - 1) < 9 * cnt then sec end) as p90_s
  from ranked
  group by week_n, channel, links
),
w as (select week_n from days group by week_n),
scope as (
  select m.channel, k.links, min(m.week_n) as first_week from m join kind_of as k on k.channel = m.channel group by m.channel, k.links
  union all
  select '*', t.links, min(m.week_n)
  from m
  join kind_of as k on k.channel = m.channel
  join total_kind as t on t.links = k.links
  group by t.links
)
select w.week_n, s.channel, s.links, coalesce(c.questions, 0) as questions, coalesce(c.answered, 0) as answered,
  coalesce(c.questions - c.answered, 0) as unanswered,
  coalesce(c.within_1h, 0) as within_1h, coalesce(c.within_24h, 0) as within_24h,
  case when c.median_known = c.median_n then c.median_sum end as median_sum, c.median_n, c.p90_s,
  w.week_n as closed_n
from w
join scope as s on s.first_week <= w.week_n
left join counted as c on c.week_n = w.week_n and c.channel = s.channel
order by week_n, channel, links
