// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.EventLog;
import java.util.HashMap;
import java.util.Map;

/** Settings that are kept with the tables, as properties of the event log. */
public final class StoredSettings {

  private static final String PREFIX = "quotelake.setting.";

  private final Tables tables;

  public StoredSettings(Tables tables) {
    this.tables = tables;
  }

  /** What is kept, by name; nothing where no job has run. */
  public Map<String, String> read() {
    Map<String, String> settings = new HashMap<>();
    if (tables.exists(EventLog.NAME)) {
      tables
          .properties(EventLog.NAME)
          .forEach(
              (name, value) -> {
                if (name.startsWith(PREFIX)) {
                  settings.put(name.substring(PREFIX.length()), value);
                }
              });
    }
    return settings;
  }

  /** Keeps these, beside what is kept already under other names. */
  public void keep(Map<String, String> settings) {
    Map<String, String> changed = new HashMap<>();
    settings.forEach((name, value) -> changed.put(PREFIX + name, value));
    read().forEach((name, value) -> changed.remove(PREFIX + name, value));
    if (!changed.isEmpty()) {
      tables.set(EventLog.NAME, changed);
    }
  }
}
