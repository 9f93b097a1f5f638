-- Five-minute bars of the newest trading day, with volume, corrections and VWAP. There are bars of 15 and 60 minutes, too.
select provider, symbol, bar_start, open, high, low, close, volume, volume_correction, vwap, vwap_volume_share
from gold_5_minute_bars
where trading_date = (select max(trading_date) from gold_daily_summary)
order by provider, symbol, bar_start
