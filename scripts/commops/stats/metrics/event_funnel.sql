-- From registered to still there a month later, for each event with results.
select event, start_day as day_n, registered, attended, spoke_during, spoke_7d, spoke_30d,
  cast((end_day + 33 - (end_day + 33) % 7) / 7 as integer) as closed_n
from event_results
order by day_n, event
