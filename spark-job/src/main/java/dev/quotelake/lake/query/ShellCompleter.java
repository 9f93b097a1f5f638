// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import dev.quotelake.lake.query.NamedTables.NamedTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes words of SQL, tables, and the columns of the tables that the statement names. */
final class ShellCompleter implements Completer {

  private static final List<String> KEYWORDS =
      List.of(
          ("and as asc between by case count current_date current_timestamp date desc describe"
                  + " distinct else end explain from full group having history in"
                  + " inner interval is join left like limit max min not null on or order over"
                  + " partition select show set sum tables then time timestamp union using values"
                  + " version when where with zone")
              .split(" "));

  private static final List<String> COMMANDS = List.of("\\?", "\\d", "\\timing", "\\q");

  private final NamedTables tables;
  private final Map<NamedTable, List<String>> columns = new HashMap<>();

  ShellCompleter(NamedTables tables) {
    this.tables = tables;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String begun = line.word().substring(0, line.wordCursor()).toLowerCase(Locale.ROOT);
    List<NamedTable> existing = tables.existing();
    Stream.of(
            begun.startsWith("\\") ? COMMANDS.stream() : KEYWORDS.stream(),
            existing.stream().map(NamedTable::name),
            Arrays.stream(line.line().split("\\W+"))
                .flatMap(word -> tables.find(word).stream())
                .filter(existing::contains)
                .flatMap(table -> columnsOf(table).stream()))
        .flatMap(words -> words)
        .distinct()
        .filter(word -> word.startsWith(begun))
        .forEach(word -> candidates.add(new Candidate(word)));
  }

  private List<String> columnsOf(NamedTable table) {
    return columns.computeIfAbsent(table, added -> List.of(tables.columns(added).fieldNames()));
  }
}
