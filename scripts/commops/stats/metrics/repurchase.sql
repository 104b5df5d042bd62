-- Buyers of the 90 days to each month's end who bought twice or more in them.
select d.month_n, b.buyers as bought, b.repeat_buyers, d.month_week as closed_n
from buyers as b
join dates as d on d.day_n = b.last_day
order by d.month_n
