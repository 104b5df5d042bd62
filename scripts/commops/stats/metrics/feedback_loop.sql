-- Feedback by month of receipt: answered for good within 14 days, of those that have been there for 14 days; and how it sounds.
select d.month_n, count(*) as items,
  sum(case when f.received_day + 14 <= p.as_of_day then 1 else 0 end) as due,
  sum(case when f.received_day + 14 <= p.as_of_day and f.closed_day - f.received_day <= 14 then 1 else 0 end) as answered_14d,
  sum(case when f.sentiment is not null then 1 else 0 end) as rated,
  sum(case when f.sentiment = 'positive' then 1 else 0 end) as positive,
  d.month_week + 2 as closed_n
from feedback_items as f
join dates as d on d.day_n = f.received_day
cross join params as p
group by d.month_n, d.month_week
order by d.month_n
