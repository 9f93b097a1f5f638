// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.PipelineException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** The first trading day that was not taken out of the tables, as a property of the event log. */
public final class FirstDay {

  private static final String DAY = "quotelake.firstDay";
  private static final String UNFINISHED = "quotelake.expiring";

  private final Tables tables;

  public FirstDay(Tables tables) {
    this.tables = tables;
  }

  /** The day; nothing where all days are there. */
  public Optional<LocalDate> read() {
    return Optional.ofNullable(tables.properties(EventLog.NAME).get(DAY)).map(LocalDate::parse);
  }

  /** Whether days are being taken out, or were when that was cut short. */
  public boolean isUnfinished() {
    return Boolean.parseBoolean(tables.properties(EventLog.NAME).get(UNFINISHED));
  }

  /** All days before this one are about to be taken out. */
  public void begin(LocalDate first) {
    tables.set(EventLog.NAME, Map.of(DAY, first.toString(), UNFINISHED, "true"));
  }

  /** They are taken out. */
  public void end() {
    tables.set(EventLog.NAME, UNFINISHED, "false");
  }

  /**
   * Of some days those that are there.
   *
   * @throws PipelineException if they begin with one that was taken out
   */
  public TradingDates confine(TradingDates days) {
    Optional<LocalDate> first = read();
    if (first.isPresent() && days.from().filter(from -> from.isBefore(first.get())).isPresent()) {
      throw new PipelineException(
          "The days before %s were taken out by expire: give --from that day or a later one."
              .formatted(first.get()));
    }
    return new TradingDates(days.from().or(() -> first), days.to());
  }
}
