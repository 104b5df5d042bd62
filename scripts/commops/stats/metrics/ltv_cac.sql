-- What a paying member brings in the whole stay beside what it cost to win one, by quarter.
select d.quarter_n, l.currency, l.new_payers, l.spend, l.margin, d.quarter_week as closed_n
from lifetimes as l
join dates as d on d.day_n = l.last_day
order by d.quarter_n, l.currency
