// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.store.TradingDates;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** To which trading days a command is confined. */
final class DateOptions {

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first trading day, such as 2026-03-02; all before --to without it.")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last trading day; all since --from without it.")
  private Optional<LocalDate> to = Optional.empty();

  /**
   * The days.
   *
   * @throws SettingsException if there are none
   */
  TradingDates days() {
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new SettingsException(
          "--from is %s and --to is %s: give --from a day that is not after --to."
              .formatted(from.get(), to.get()));
    }
    return new TradingDates(from, to);
  }
}
