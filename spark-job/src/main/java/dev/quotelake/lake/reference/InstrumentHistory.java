// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.config.SettingsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All versions of all instruments, each with the time it was valid: from the beginning, included,
 * to the end, not included; the current one has no end. The first list that is ever read is valid
 * from 1970 on, since it is the best that is known of earlier quotes.
 */
public final class InstrumentHistory {
  static final Instant BEGINNING = Instant.EPOCH;

  private final List<Version> versions;

  InstrumentHistory(List<Version> versions) {
    this.versions = List.copyOf(versions);
  }

  /**
   * An instrument while it did not change.
   *
   * @param validTo empty for the current version
   */
  record Version(Instrument instrument, Instant validFrom, Optional<Instant> validTo) {}

  static InstrumentHistory empty() {
    return new InstrumentHistory(List.of());
  }

  List<Version> versions() {
    return versions;
  }

  /**
   * The history after a new list was read: what changed ends and begins anew, what is gone ends,
   * what is new begins.
   *
   * @param list each symbol once
   * @param at when it was read
   * @return this history when the list says nothing new
   * @throws SettingsException when a symbol is missing or stands twice
   */
  InstrumentHistory after(List<Instrument> list, Instant at) {
    Map<String, Instrument> now = bySymbol(list);
    List<Version> next = new ArrayList<>(versions.size());
    Set<Instrument> unchanged = new HashSet<>();
    for (Version version : versions) {
      boolean ends = version.validTo().isEmpty() && !now.containsValue(version.instrument());
      if (version.validTo().isEmpty() && !ends) {
        unchanged.add(version.instrument());
      }
      next.add(
          ends ? new Version(version.instrument(), version.validFrom(), Optional.of(at)) : version);
    }
    Instant from = versions.isEmpty() ? BEGINNING : at;
    list.stream()
        .filter(instrument -> !unchanged.contains(instrument))
        .forEach(instrument -> next.add(new Version(instrument, from, Optional.empty())));
    return next.equals(versions) ? this : new InstrumentHistory(next);
  }

  private static Map<String, Instrument> bySymbol(List<Instrument> list) {
    Map<String, Instrument> bySymbol = new HashMap<>();
    for (Instrument instrument : list) {
      if (instrument.symbol() == null || instrument.symbol().isBlank()) {
        throw new SettingsException(
            "the list of instruments has a row without a symbol; give each row one");
      }
      if (bySymbol.put(instrument.symbol(), instrument) != null) {
        throw new SettingsException(
            "the list of instruments has the symbol %s twice; keep one row"
                .formatted(instrument.symbol()));
      }
    }
    return bySymbol;
  }
}
