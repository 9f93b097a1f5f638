// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went wrong with a statement, in one line: where, what, and what to do. */
final class QueryErrors {

  /** Where Spark says it stands, in both of its ways. */
  private static final Pattern PLACE =
      Pattern.compile("\\s*(?:\\(line (\\d+), pos (\\d+)\\)|; line (\\d+) pos (\\d+);?)");

  /** What Spark 4 adds for programs. */
  private static final Pattern SQL_STATE = Pattern.compile(" *SQLSTATE: [0-9A-Z]{5}");

  private static final Pattern ERROR_CLASS = Pattern.compile("^\\[[A-Z0-9_.]+] ");

  private static final Pattern PLAN =
      Pattern.compile("'[A-Z]|[A-Z]\\w* [\\[(%'\\d]|[A-Z]\\w*$|[+:]- ");

  private static final Pattern NO_TABLE =
      Pattern.compile("^\\[TABLE_OR_VIEW_NOT_FOUND] The table or view (\\S+) cannot be found.*");

  /** What Spark says around the reason why rows could not be written. */
  private static final String NOT_WRITTEN = "[TASK_WRITE_FAILED]";

  private static final Pattern GONE =
      Pattern.compile("\\b[Ff]ile (\\S+?)\\.? (?:File )?does not exist");

  private final Script.Statement statement;
  private final NamedTables tables;

  QueryErrors(Script.Statement statement, NamedTables tables) {
    this.statement = statement;
    this.tables = tables;
  }

  /** The error for people; the cause is kept for programs. */
  QueryException explained(Throwable error) {
    if (error instanceof QueryException known) {
      return known;
    }
    Throwable said = clearest(error);
    String message = said.getMessage() == null ? said.toString() : said.getMessage().strip();
    Matcher place = PLACE.matcher(message);
    return new QueryException(
        (place.find() ? place(place) : "") + remedy(firstSentences(message), said), error);
  }

  /** The first cause that Spark gives a class of errors, else the last one. */
  private static Throwable clearest(Throwable error) {
    Throwable last = error;
    for (Throwable at = error; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (ERROR_CLASS.matcher(message).lookingAt() && !message.startsWith(NOT_WRITTEN)) {
        return at;
      }
      last = at;
    }
    return last;
  }

  private String remedy(String message, Throwable error) {
    Matcher noTable = NO_TABLE.matcher(message);
    if (noTable.matches()) {
      return "there is no table %s: the tables are %s".formatted(noTable.group(1), tables);
    }
    Matcher gone = GONE.matcher(message);
    if (gone.find()) {
      return "the file %s is gone: check tells what its table lacks, and the refresh that makes it anew"
          .formatted(gone.group(1));
    }
    if (error instanceof OutOfMemoryError || message.contains("spark.driver.maxResultSize")) {
      return "the answer is too large to hold: write it with --output FILE, or ask for less";
    }
    return PLACE.matcher(ERROR_CLASS.matcher(message).replaceFirst("")).replaceAll("");
  }

  /**
   * Without the plan or the excerpt that Spark adds, which begin a line of their own after the
   * first.
   */
  private static String firstSentences(String message) {
    Stream<String> others =
        message
            .lines()
            .skip(1)
            .map(String::strip)
            .takeWhile(line -> !line.isEmpty() && !PLAN.matcher(line).lookingAt());
    return Stream.concat(message.lines().limit(1).map(String::strip), others)
        .map(line -> SQL_STATE.matcher(line).replaceAll(""))
        .collect(Collectors.joining(" "));
  }

  private String place(Matcher place) {
    int line = number(place, 1, 3);
    int column = number(place, 2, 4) + (line == 1 ? statement.column() : 1);
    return "line %s, column %s: ".formatted(line + statement.line() - 1, column);
  }

  private static int number(Matcher place, int group, int other) {
    return Integer.parseInt(
        Stream.of(group, other).map(place::group).filter(text -> text != null).findFirst().get());
  }
}
