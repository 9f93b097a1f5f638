// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.base;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What classes write to the log while it is open, each line as LEVEL message. */
public final class LogLines extends Handler implements AutoCloseable {

  private final List<Logger> loggers;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Listens to these classes. */
  public LogLines(Class<?>... classes) {
    loggers = List.of(classes).stream().map(each -> Logger.getLogger(each.getName())).toList();
    loggers.forEach(logger -> logger.addHandler(this));
  }

  /** The lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    String message =
        line instanceof ExtLogRecord formatted
            ? formatted.getFormattedMessage()
            : line.getMessage();
    lines.add(line.getLevel() + " " + message);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    loggers.forEach(logger -> logger.removeHandler(this));
  }
}
