-- Questions by week, and the seconds until another person first replied to them; a question without a reply counts as longer than any.
with linked as (select distinct channel from m where reply_to is not null),
question as (
  select m.source, m.channel, m.msg_id, m.author, m.ts_s, m.week_n
  from m
  join linked as l on l.channel = m.channel
  where m.kind = 'message' and m.is_question and m.author is not null and m.msg_id is not null
),
reply as (
  select q.source, q.channel, q.msg_id, min(a.ts_s - q.ts_s) as sec
  from question as q
  join m as a on a.source = q.source and a.channel = q.channel and a.reply_to = q.msg_id
  where a.kind = 'message' and a.author <> q.author and a.ts_s >= q.ts_s
  group by q.source, q.channel, q.msg_id
),
timed as (
  select q.week_n, q.channel, r.sec
  from question as q
  left join reply as r on r.source = q.source and r.channel = q.channel and r.msg_id = q.msg_id
),
both_scopes as (
  select week_n, channel, sec from timed
  union all
  select week_n, '*', sec from timed
),
ranked as (
  select week_n, channel, sec,
    row_number() over (partition by week_n, channel order by case when sec is null then 1 else 0 end, sec) as rn,
    count(*) over (partition by week_n, channel) as cnt
  from both_scopes
),
counted as (
  select week_n, channel, max(cnt) as questions, count(sec) as answered,
    sum(case when sec < 3600 then 1 else 0 end) as within_1h,
    sum(case when sec < 86400 then 1 else 0 end) as within_24h,
    sum(case when 2 * rn >= cnt and 2 * rn <= cnt + 2 then sec end) as median_sum,
    sum(case when 2 * rn >= cnt and 2 * rn <= cnt + 2 then 1 else 0 end) as median_n,
    sum(case when 2 * rn >= cnt and 2 * rn <= cnt + 2 and sec is not null then 1 else 0 end) as median_known,
    max(case when 10 * rn >= 9 * cnt and 10 * (rn - 1) < 9 * cnt then sec end) as p90_s
  from ranked
  group by week_n, channel
),
w as (select week_n from days group by week_n),
scope as (
  select m.channel, min(m.week_n) as first_week from m join linked as l on l.channel = m.channel group by m.channel
  union all
  select '*', min(m.week_n) from m join linked as l on l.channel = m.channel having count(*) > 0
)
select w.week_n, s.channel, coalesce(c.questions, 0) as questions, coalesce(c.answered, 0) as answered,
  coalesce(c.questions - c.answered, 0) as unanswered,
  coalesce(c.within_1h, 0) as within_1h, coalesce(c.within_24h, 0) as within_24h,
  case when c.median_known = c.median_n then c.median_sum end as median_sum, c.median_n, c.p90_s,
  w.week_n as closed_n
from w
join scope as s on s.first_week <= w.week_n
left join counted as c on c.week_n = w.week_n and c.channel = s.channel
order by week_n, channel
