-- with shared/speakers.sql
-- How unevenly the messages of a month, or of the trailing 28 days, are spread over their speakers.
,
x as (
  select month_n, author, sum(lines) as messages
  from activity
  where kind = 'message' and author is not null
  group by month_n, author
),
-- How many speakers there are with so many messages.
alike as (
  select 'month' as grain, x.month_n as period_n, k.last_week as closed_n, x.messages, count(*) as n
  from x
  join months as k on k.month_n = x.month_n
  group by x.month_n, k.last_week, x.messages
  union all
  select '28d', week_n, week_n, messages, count(*) from by_28 group by week_n, messages
),
-- They hold the places rn - n + 1 to rn, most messages first, and with those before them so many messages.
ranked as (
  select grain, period_n, closed_n, messages, n,
    sum(n) over (partition by grain, period_n order by messages desc rows between unbounded preceding and current row) as rn,
    sum(n * messages) over (partition by grain, period_n order by messages desc rows between unbounded preceding and current row)
      as running,
    sum(n) over (partition by grain, period_n) as speakers,
    sum(n * messages) over (partition by grain, period_n) as total
  from alike
),
-- Rounded up: the last place of the first 1 % and 10 %, and how many of these speakers it takes to reach half.
placed as (
  select grain, period_n, closed_n, messages, n, rn, speakers, total,
    cast((speakers + 99 - (speakers + 99) % 100) / 100 as bigint) as top1,
    cast((speakers + 9 - (speakers + 9) % 10) / 10 as bigint) as top10,
    case when 2 * (running - messages) < total then n
      when 2 * (running - n * messages) < total then cast((total - 2 * (running - n * messages) + 2 * messages - 1
        - (total - 2 * (running - n * messages) + 2 * messages - 1) % (2 * messages)) / (2 * messages) as bigint)
      else 0 end as half
  from ranked
)
select grain, period_n, max(speakers) as speakers, max(total) as messages,
  -- Gini = 2 * sum(i * x_i) / (n * total) - (n + 1) / n with x ascending; rn counts from the largest, and n are alike.
  sum(n * (2 * speakers + 1 - 2 * rn + n) * messages) - (max(speakers) + 1) * max(total) as gini_over,
  max(top1) as top1_speakers,
  sum(messages * case when rn <= top1 then n when rn - n < top1 then top1 - rn + n else 0 end) as top1_messages,
  max(top10) as top10_speakers,
  sum(messages * case when rn <= top10 then n when rn - n < top10 then top10 - rn + n else 0 end) as top10_messages,
  sum(half) as half_speakers,
  max(closed_n) as closed_n
from placed
group by grain, period_n
order by grain, period_n
