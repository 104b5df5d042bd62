-- Median and quartiles of the interaction rate by month, once by kind of content and once by pillar.
with ranked as (
  select post, channel, kind, pillar, published_day, interactions, impressions,
    row_number() over (partition by post, channel order by read_s desc) as rn
  from post_results
  where interactions is not null and impressions is not null
),
one as (
  select d.month_n, d.month_week, r.kind, r.pillar, r.interactions as i, r.impressions as v, r.post, r.channel
  from ranked as r
  join dates as d on d.day_n = r.published_day
  where r.rn = 1 and r.impressions > 0
),
either as (
  select month_n, month_week, 'kind' as cut, kind as value, i, v, post, channel from one where kind is not null
  union all
  select month_n, month_week, 'pillar', pillar, i, v, post, channel from one where pillar is not null
),
sorted as (
  select month_n, month_week, cut, value, i, v,
    row_number() over (partition by month_n, cut, value order by cast(i as double) / v, i, post, channel) as rn,
    count(*) over (partition by month_n, cut, value) as cnt
  from either
),
-- The median of an even number is the mean of the two in the middle; the quartiles are by nearest rank.
picked as (
  select month_n, month_week, cut, value, max(cnt) as results,
    max(case when 2 * rn = cnt or 2 * rn = cnt + 1 then i end) as low_i,
    max(case when 2 * rn = cnt or 2 * rn = cnt + 1 then v end) as low_v,
    max(case when 2 * rn = cnt + 2 or 2 * rn = cnt + 1 then i end) as high_i,
    max(case when 2 * rn = cnt + 2 or 2 * rn = cnt + 1 then v end) as high_v,
    max(case when 4 * rn >= cnt and 4 * (rn - 1) < cnt then i end) as q1_i,
    max(case when 4 * rn >= cnt and 4 * (rn - 1) < cnt then v end) as q1_v,
    max(case when 4 * rn >= 3 * cnt and 4 * (rn - 1) < 3 * cnt then i end) as q3_i,
    max(case when 4 * rn >= 3 * cnt and 4 * (rn - 1) < 3 * cnt then v end) as q3_v
  from sorted
  group by month_n, month_week, cut, value
)
select month_n, cut, value, results, low_i * high_v + high_i * low_v as median_over, low_v, high_v, q1_i, q1_v, q3_i, q3_v,
  month_week + 1 as closed_n
from picked
order by month_n, cut, value
