-- People who joined against people who saw a link or code, for each counted window of a campaign.
select campaign, to_day as day_n, to_day - from_day + 1 as n_days,
  max(case when step = 'exposure' then people end) as exposed, max(case when step = 'join' then people end) as joined,
  cast((to_day + 3 - (to_day + 3) % 7) / 7 as integer) as closed_n
from funnel_steps
where step in ('exposure', 'join')
group by campaign, from_day, to_day
having count(*) = 2
order by day_n, campaign, n_days
