-- Share of rows that failed each expectation, by hour.
select date_trunc('hour', committed_at) as hour, `table`, e.name as expectation, e.action,
       sum(e.failed) as failed, round(100 * sum(e.failed) / nullif(sum(e.passed + e.failed), 0), 3) as failed_percent
from event_log lateral view explode(expectations) as e
group by 1, 2, 3, 4
order by hour desc, failed desc
