-- Reads against the number of people a post was sent to, by the last reading of each post and channel.
with ranked as (
  select post, channel, published_day, delivered, reads,
    row_number() over (partition by post, channel order by read_s desc) as rn
  from post_results
  where delivered is not null and reads is not null
)
select post, channel, published_day as day_n, delivered, reads,
  cast((published_day + 10 - (published_day + 10) % 7) / 7 as integer) as closed_n
from ranked
where rn = 1
order by day_n, post, channel
