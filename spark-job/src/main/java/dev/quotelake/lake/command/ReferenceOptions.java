// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.reference.CorporateActionTable;
import dev.quotelake.lake.reference.InstrumentTable;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.reference.ReferenceList;
import dev.quotelake.lake.reference.TradingDayTable;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What is known beside the quotes, and the small tables that keep it; lists are read until closed.
 */
final class ReferenceOptions implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** By how much the clocks of hub and job may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  @Option(
      names = "--instruments",
      paramLabel = "PATH",
      description =
          "A CSV file with a header, or a Delta folder: symbol, and any of name, exchange, sector, currency, market, valid_from. It is read again when it changes.")
  private Optional<String> instrumentList = Optional.empty();

  @Option(
      names = "--corporate-actions",
      paramLabel = "PATH",
      description =
          "A CSV file with a header, or a Delta folder: symbol, ex_date, ratio (such as 2:1). Views ending in _adjusted show prices and volumes as if these splits had always been. It is read again when it changes.")
  private Optional<String> corporateActions = Optional.empty();

  private final Deque<AutoCloseable> watches = new ArrayDeque<>();

  /**
   * Writes the tables, and keeps what is known of instruments.
   *
   * @param tolerance how far a quote may be ahead of the hub's clock
   */
  void open(Tables tables, Instruments instruments, Calendars calendars, Duration tolerance) {
    new TradingDayTable(tables).write(calendars, LocalDate.now(ZoneOffset.UTC));
    CorporateActionTable actions = new CorporateActionTable(tables);
    actions.create();
    corporateActions.ifPresent(
        path -> watches.push(actions.watch(new ReferenceList(tables.spark(), path), INTERVAL)));
    InstrumentTable history = new InstrumentTable(tables);
    instruments.load(history);
    Clock ahead = Clock.offset(Clock.systemUTC(), tolerance.plus(SKEW));
    instrumentList.ifPresent(
        path ->
            watches.push(
                instruments.watch(
                    new ReferenceList(tables.spark(), path), history, INTERVAL, ahead)));
  }

  @Override
  public void close() throws Exception {
    while (!watches.isEmpty()) {
      watches.pop().close();
    }
  }
}
