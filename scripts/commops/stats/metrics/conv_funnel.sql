-- Each counted step of a campaign beside the step counted before it, for the same people in the same n_days.
with chained as (
  select campaign, from_day, to_day, step_no, step, people,
    lag(step) over (partition by campaign, from_day, to_day order by step_no) as before_step,
    lag(people) over (partition by campaign, from_day, to_day order by step_no) as before
  from funnel_steps
)
select campaign, to_day as day_n, to_day - from_day + 1 as n_days, step, before_step, people, before,
  cast((to_day + 3 - (to_day + 3) % 7) / 7 as integer) as closed_n
from chained
order by day_n, campaign, n_days, step_no
