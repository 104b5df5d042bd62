-- The last impressions that the platform gave for a post in a channel.
with ranked as (
  select post, channel, platform, published_day, impressions,
    row_number() over (partition by post, channel order by read_s desc) as rn
  from post_results
  where impressions is not null
)
select post, channel, platform, published_day as day_n, impressions,
  cast((published_day + 10 - (published_day + 10) % 7) / 7 as integer) as closed_n
from ranked
where rn = 1
order by day_n, post, channel
