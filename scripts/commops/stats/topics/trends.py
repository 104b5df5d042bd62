"""Terms that more or fewer people use than before: log-odds with an informative Dirichlet prior, as z scores.

Method: Monroe, Colaresi and Quinn, "Fightin' Words" (Political Analysis 16, 2008), equations 15 to 22. What is counted
is people: a person who says a term several times in a week counts once for that week.
"""

from __future__ import annotations

from commops.stats.table import Row
from commops.stats.topics.said import Said

PRIOR = 500
"""Person-weeks of the prior, spread over terms as the whole log has them: it keeps rare terms from the top."""
LEAST_Z = 2.0
MOST = 20

# A count of people that must not be shown takes part as if it were the smallest that may be: nothing about it can be
# worked out from the score, and a rise is never exaggerated.
_TRENDS = """
with counted as (
  select term, author, day_n > $split as late, day_n > $low as inside
  from said where day_n <= $until group by term, author, late, inside, ($until - day_n) // 7
), whole as (select term, count(*) as n from counted group by term),
sides as (
  select term, count(*) filter (late) as late, count(*) filter (not late) as early,
    count(distinct author) filter (late) as people, count(distinct author) filter (not late) as people_before
  from counted where inside group by term
), total as (
  select sum(late) as late, sum(early) as early, (select sum(n) from whole) as n from sides
), fair as (
  select s.term, s.people, s.people_before, w.n,
    case when people between 1 and $least - 1 then $least else late end as late,
    case when people_before between 1 and $least - 1 then $least else early end as early
  from sides as s join whole as w using (term) join heard using (term)
  where s.people >= $least or s.people_before >= $least
), scored as (
  select f.term, f.people, f.people_before, f.late + $prior * f.n / t.n as a, f.early + $prior * f.n / t.n as b,
    t.late + $prior as a_all, t.early + $prior as b_all
  from fair as f, total as t where t.late > 0 and t.early > 0
), z as (
  select term, people, people_before,
    round((ln(a / (a_all - a)) - ln(b / (b_all - b))) / sqrt(1 / a + 1 / b), 1) as score
  from scored where a < a_all and b < b_all
), ranked as (
  select word, people, people_before, score,
    row_number() over (partition by score > 0 order by abs(score) desc, word) as place
  from z join shown using (term) where abs(score) >= $least_z
    and case when score > 0 then people else people_before end >= $least
)
select word, nullif(people, case when people < $least and people > 0 then people end),
  nullif(people_before, case when people_before < $least and people_before > 0 then people_before end), score
from ranked where place <= $most order by score desc, word
"""


def trends(said: Said, since: int, until: int, least: int) -> list[Row]:
    """What rose and fell between the days ``since`` to ``until`` and as many days before; rising terms first.

    Per term: ``people`` and ``people_before`` (null where fewer than ``least``) and the score ``z``. Nothing while the
    log does not reach back to before ``since``.
    """
    chosen = {
        "split": since - 1,
        "low": since - 1 - (until - since + 1),
        "until": until,
        "least": least,
        "prior": PRIOR,
        "least_z": LEAST_Z,
        "most": MOST,
    }
    found = said.db.execute(_TRENDS, chosen).fetchall()
    names = ("term", "people", "people_before", "z")
    return [dict(zip(names, row, strict=True)) for row in found]
