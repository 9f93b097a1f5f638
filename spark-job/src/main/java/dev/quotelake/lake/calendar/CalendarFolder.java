// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import dev.quotelake.lake.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A user's calendars: the files of a folder whose names end in {@code .calendar}. */
public final class CalendarFolder {
  private CalendarFolder() {}

  /**
   * The texts by the files' names.
   *
   * @param path a folder Hadoop knows, on the machine's disk or in a store
   * @throws SettingsException when the folder holds no calendar or cannot be read
   */
  public static Map<String, String> read(String path, Configuration hadoop) {
    Path folder = new Path(path);
    Map<String, String> texts = new TreeMap<>();
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      for (FileStatus file : files.globStatus(new Path(folder, "*.calendar"))) {
        try (InputStream in = files.open(file.getPath())) {
          texts.put(
              file.getPath().getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new SettingsException(
          "The calendars in %s cannot be read: %s. Correct --calendars or leave it out."
              .formatted(folder, e.getMessage()));
    }
    if (texts.isEmpty()) {
      throw new SettingsException(
          "The folder %s holds no calendar: name the files MARKET.calendar, or leave --calendars out."
              .formatted(folder));
    }
    return texts;
  }
}
