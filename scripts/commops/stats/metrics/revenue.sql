-- Paid orders and what came in after refunds, by month and channel; currencies are never added up.
with counted as (
  select d.month_n, d.month_week, o.channel, o.currency, sum(o.orders) as paid, sum(o.amount) as amount,
    sum(o.refunded) as refunded
  from orders as o
  join dates as d on d.day_n = o.last_day
  group by d.month_n, d.month_week, o.channel, o.currency
)
select month_n, channel, currency, paid, amount, refunded, amount - refunded as net, month_week as closed_n
from counted
union all
select month_n, '*', currency, sum(paid), sum(amount), sum(refunded), sum(amount - refunded), month_week
from counted
group by month_n, currency, month_week
order by month_n, channel, currency
