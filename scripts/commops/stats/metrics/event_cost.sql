-- What an event cost, for each who came and for each new member who was still there on days 8 to 30.
select event, start_day as day_n, currency, spend, attended, new_members, new_active_30d,
  cast((end_day + 33 - (end_day + 33) % 7) / 7 as integer) as closed_n
from event_results
where spend is not null
order by day_n, event
