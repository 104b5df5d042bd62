-- Invitations per member and how many of the invited joined, by month.
select d.month_n, i.members as could_invite, i.invited, i.joined, d.month_week as closed_n
from invitations as i
join dates as d on d.day_n = i.last_day
order by d.month_n
