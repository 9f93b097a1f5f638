-- How old the newest quote of each symbol is, the stalest first. On a shut market every quote is old.
select symbol, provider, price, session, quoted_at, timestampdiff(second, quoted_at, current_timestamp()) as age_seconds
from gold_latest_quotes
order by quoted_at
limit 20
