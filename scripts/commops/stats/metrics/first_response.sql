-- with shared/questions.sql
,
-- How many questions of a week waited how long.
timed as (
  select q.week_n, q.channel, q.links, r.sec, count(*) as n
  from question as q
  left join reply as r on r.question_n = q.question_n
  group by q.week_n, q.channel, q.links, r.sec
),
-- The total is of one kind: of the linked channels, and only where there are none, of the others.
total_kind as (select min(links) as links from kind_of),
both_scopes as (
  select week_n, channel, links, sec, n from timed
  union all
  select t.week_n, '*', t.links, t.sec, sum(t.n)
  from timed as t
  join total_kind as k on k.links = t.links
  group by t.week_n, t.links, t.sec
),
-- The places rn - n + 1 to rn, shortest wait first; a question without a reply counts as longer than any.
ranked as (
  select week_n, channel, links, sec, n,
    sum(n) over (partition by week_n, channel order by case when sec is null then 1 else 0 end, sec
      rows between unbounded preceding and current row) as rn,
    sum(n) over (partition by week_n, channel) as cnt
  from both_scopes
),
counted as (
  select week_n, channel, links, max(cnt) as questions, sum(case when sec is not null then n else 0 end) as answered,
    sum(case when sec < 3600 then n else 0 end) as within_1h,
    sum(case when sec < 86400 then n else 0 end) as within_24h,
    -- The median of an even number is the mean of the two in the middle.
    max(case when 2 * rn >= cnt and 2 * (rn - n) < cnt then sec end) as low_s,
    max(case when 2 * rn > cnt and 2 * (rn - n) <= cnt then sec end) as high_s,
    max(case when 10 * rn >= 9 * cnt and 10 * (rn - n) < 9 * cnt then sec end) as p90_s
  from ranked
  group by week_n, channel, links
),
w as (select week_n from days group by week_n),
scope as (
  select a.channel, k.links, min(a.week_n) as first_week from activity as a join kind_of as k on k.channel = a.channel group by a.channel, k.links
  union all
  select '*', t.links, min(a.week_n)
  from activity as a
  join kind_of as k on k.channel = a.channel
  join total_kind as t on t.links = k.links
  group by t.links
)
select w.week_n, s.channel, s.links, coalesce(c.questions, 0) as questions, coalesce(c.answered, 0) as answered,
  coalesce(c.questions - c.answered, 0) as unanswered,
  coalesce(c.within_1h, 0) as within_1h, coalesce(c.within_24h, 0) as within_24h,
  case when c.questions % 2 = 1 then c.low_s else c.low_s + c.high_s end as median_sum, 2 - c.questions % 2 as median_n, c.p90_s,
  w.week_n as closed_n
from w
join scope as s on s.first_week <= w.week_n
left join counted as c on c.week_n = w.week_n and c.channel = s.channel
order by week_n, channel, links
