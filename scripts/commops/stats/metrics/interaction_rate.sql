-- Interactions against impressions, by the last reading of each post and channel.
with ranked as (
  select post, channel, kind, pillar, published_day, interactions, impressions,
    row_number() over (partition by post, channel order by read_s desc) as rn
  from post_results
  where interactions is not null and impressions is not null
)
select post, channel, kind, pillar, published_day as day_n, interactions, impressions,
  cast((published_day + 10 - (published_day + 10) % 7) / 7 as integer) as closed_n
from ranked
where rn = 1
order by day_n, post, channel
