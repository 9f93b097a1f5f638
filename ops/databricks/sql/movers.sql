-- The day's movers: the last price against the first, for symbols that were quoted often enough to mean something.
select provider, symbol, open, close, round(100 * (close / open - 1), 2) as change_percent, volume, vwap
from gold_daily_summary
where trading_date = (select max(trading_date) from gold_daily_summary) and quote_count >= 10
order by abs(close / open - 1) desc
limit 20
