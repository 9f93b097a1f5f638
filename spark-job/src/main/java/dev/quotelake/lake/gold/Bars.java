// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import dev.quotelake.lake.pipeline.table.ViewDefinition;

/**
 * Bars of any number of minutes, as SQL over the minutes' partial aggregates.
 *
 * <p>A bar's volume is what the day's cumulative volume did since the bar before of the same
 * provider, symbol and trading day that told one: {@code volume} is how far it rose, {@code
 * volume_correction} how far it fell, since vendors restate it; over a day they add up to the
 * volume told last. {@code volume_since} is where the rise begins: the end of that bar before, or
 * the beginning of the trading day. A bar depends on its neighbours, so this is worked out when
 * bars are read, and a late quote corrects every bar it concerns. Bars of quotes that told no
 * volume have none.
 *
 * <p>{@code vwap} weighs the average price of each minute with its volume. A minute whose volume
 * rose over more than two has no price for it; {@code vwap_volume_share} is the share of the volume
 * that the others have.
 */
public final class Bars {

  /** SQL for VWAP and its share of the volume, over minute bars. */
  static final String VWAP =
      """
      cast(sum(vwap * volume) / nullif(sum(volume) filter (where vwap is not null), 0) as decimal(18,8)) as vwap,
      cast(coalesce(sum(volume) filter (where vwap is not null), 0) / nullif(sum(volume), 0) as decimal(7,6))
        as vwap_volume_share""";

  /** The columns of a bar after its provider, symbol and beginning. */
  private static final String COLUMNS =
      """
      trading_date, session, market, currency, open, high, low, close, volume, volume_correction,
      volume_since, vwap, vwap_volume_share, average_price, quote_count, regular_quote_count,
      first_quoted_at, last_quoted_at, price_sum, day_volume""";

  /** All columns of the bars of a minute. */
  static final String OF_A_MINUTE = "provider, symbol, minute_start, " + COLUMNS;

  /** SQL for the trading days' beginning where no calendar knows it: midnight in UTC. */
  private static final String MIDNIGHT = "timestamp_seconds(unix_date(bars.trading_date) * 86400)";

  private Bars() {}

  /** Bars of so many minutes by the clock in UTC, under the name {@code gold_N_minute_bars}. */
  public static ViewDefinition ofMinutes(int minutes) {
    String bars =
        """
        select provider, symbol, trading_date, %s as bar_start,
               max_by(session, minute_start) as session, max_by(market, minute_start) as market,
               max_by(currency, minute_start) as currency, min_by(open, minute_start) as open,
               max(high) as high, min(low) as low, max_by(close, minute_start) as close, %s,
               cast(sum(price_sum) / sum(quote_count) as decimal(18,8)) as average_price,
               sum(quote_count) as quote_count, sum(regular_quote_count) as regular_quote_count,
               min(first_quoted_at) as first_quoted_at, max(last_quoted_at) as last_quoted_at,
               sum(price_sum) as price_sum, min(volume_since) as first_since,
               max(case when day_volume is not null
                        then named_struct('quoted_at', minute_start, 'day_volume', day_volume) end) as counter
        from {%s} group by provider, symbol, trading_date, %1$s"""
            .formatted(startOf("minute_start", minutes), VWAP, GoldMinuteBarsTable.NAME);
    String query =
        """
        select provider, symbol, bar_start, %s
        from (select *, case when volume is not null then coalesce(told_until, first_since) end as volume_since
              from (%s))"""
            .formatted(COLUMNS, withVolume(bars, "bar_start", minutes));
    return ViewDefinition.of(
        "gold_%d_minute_bars".formatted(minutes),
        "Bars of %d minutes for each provider and symbol.".formatted(minutes),
        GoldMinuteBarsTable.NAME,
        query);
  }

  /**
   * Bars of a minute, for their own table. What the window reads cannot be narrowed by the minutes
   * that are asked for, only by trading days; so the minutes say which days they are in, and Spark
   * prunes the others when the query runs.
   */
  static String ofAMinute() {
    String bars =
        """
        select provider, symbol, trading_date, minute_start, session, regular_quote_count, counter, %s
        from (select provider, symbol, trading_date, minute_start, max_by(session, last) as session,
                     coalesce(sum(quote_count) filter (where session = 'regular'), 0) as regular_quote_count, %s
              from {table} where session <> 'closed'
              group by provider, symbol, trading_date, minute_start)"""
            .formatted(QuoteAggregates.PUBLISHED, QuoteAggregates.COMBINED);
    String since =
        """
        select bars.*, case when volume is not null then coalesce(told_until, days.begins, %s) end as volume_since
        from (%s) as bars
        left join {trading_days} as days on days.market = bars.market and days.trading_date = bars.trading_date"""
            .formatted(MIDNIGHT, withVolume(bars, "minute_start", 1));
    return """
        select /*+ broadcast(minutes) */ %s
        from (select *, case when volume > 0 then cast(if(vwap is null, 0, 1) as decimal(7,6)) end as vwap_volume_share
              from (select *, case when volume > 0 and volume_since >= minute_start - interval 1 minute
                                   then average_price end as vwap
                    from (%s))) as bars
        left semi join (select distinct trading_date, minute_start from {stored}) as minutes
        on minutes.trading_date = bars.trading_date and minutes.minute_start = bars.minute_start"""
        .formatted(OF_A_MINUTE, since);
  }

  /**
   * Bars with their volume, and the end of the bar before.
   *
   * @param bars SQL; their {@code counter} is the volume told last, {@code day_volume}, and when,
   *     {@code quoted_at}
   * @param start the column with their beginning
   */
  private static String withVolume(String bars, String start, int minutes) {
    return """
        select *, counter.day_volume, %s + interval %d minutes as told_until,
               cast(case when risen > 0 then risen when risen <= 0 then 0 end as decimal(18,4)) as volume,
               cast(case when risen < 0 then risen when risen >= 0 then 0 end as decimal(18,4)) as volume_correction
        from (select *, counter.day_volume - coalesce(before.day_volume, 0) as risen
              from (select *, lag(counter) ignore nulls over
                                (partition by provider, symbol, trading_date order by %s) as before
                    from (%s)))"""
        .formatted(startOf("before.quoted_at", minutes), minutes, start, bars);
  }

  /** SQL for the beginning of the bar that an instant is in. */
  private static String startOf(String instant, int minutes) {
    return "timestamp_seconds(unix_seconds(%s) div %2$d * %2$d)".formatted(instant, 60 * minutes);
  }
}
