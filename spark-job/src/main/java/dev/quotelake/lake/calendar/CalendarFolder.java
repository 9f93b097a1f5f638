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
  private final Path folder;
  private final Configuration hadoop;

  /**
   * @param folder a path Hadoop knows, on the machine's disk or in a store
   */
  public CalendarFolder(String folder, Configuration hadoop) {
    this.folder = new Path(folder);
    this.hadoop = hadoop;
  }

  /**
   * The texts by the files' names.
   *
   * @throws SettingsException when the folder holds no calendar or cannot be read
   */
  public Map<String, String> read() {
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
