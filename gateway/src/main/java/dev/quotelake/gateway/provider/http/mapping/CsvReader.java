// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Format;
import dev.quotelake.gateway.provider.http.mapping.PointerTrie.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of an answer in CSV (RFC 4180): a row is a record, and pointers lead to its
 * values by the names in the first row, or by position. A row with more or fewer values than the
 * first is refused: no one can tell which of them are which.
 */
final class CsvReader {

  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .build();

  private final CsvParser parser;
  private final Format format;
  private final RecordMapper records;
  private final FieldValues values;
  private final List<Node> columns = new ArrayList<>();
  private final StringBuilder row = new StringBuilder();
  private int width = -1;
  private Optional<String> problem = Optional.empty();

  private CsvReader(CsvParser parser, Format format, RecordMapper records) {
    this.parser = parser;
    this.format = format;
    this.records = records;
    values = records.trie().newValues();
    parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(format.separator()));
  }

  /**
   * Reads all rows.
   *
   * @return why some of them could not be read, if so
   * @throws IOException if it is no CSV, or is not readable to its end
   */
  static Optional<String> read(AnswerBody body, Format format, RecordMapper records)
      throws IOException {
    try (CsvParser parser = CSV.createParser(body.bytes(), 0, body.length())) {
      return new CsvReader(parser, format, records).read();
    }
  }

  private Optional<String> read() throws IOException {
    if (format.header() && parser.nextToken() == JsonToken.START_ARRAY) {
      readHeader();
      if (columns.stream().allMatch(column -> column == null)) {
        return Optional.of(
            "the first row names no column that the definition reads; with header: false it is"
                + " data, and separator says what stands between values");
      }
    }
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      readRow();
    }
    return width < 0 ? Optional.of("the answer is empty") : problem;
  }

  private void readHeader() throws IOException {
    for (JsonToken cell = parser.nextToken();
        cell != JsonToken.END_ARRAY;
        cell = parser.nextToken()) {
      columns.add(records.trie().root().member(parser.getText().strip().intern()));
    }
    width = columns.size();
  }

  private void readRow() throws IOException {
    values.clear();
    row.setLength(0);
    int position = 0;
    for (JsonToken cell = parser.nextToken();
        cell != JsonToken.END_ARRAY;
        cell = parser.nextToken()) {
      take(cell, column(position));
      row.append(position++ == 0 ? "" : format.separator()).append(parser.getText());
    }
    width = width < 0 ? position : width;
    if (position == width) {
      records.map(values, (String) null, row::toString);
    } else {
      String why = "a row has " + position + " values and the first has " + width;
      records.notARecord(why, row.toString());
      problem = problem.or(() -> Optional.of(why));
    }
  }

  private Node column(int position) {
    if (!format.header()) {
      return records.trie().root().element(position);
    }
    return position < columns.size() ? columns.get(position) : null;
  }

  private void take(JsonToken cell, Node column) throws IOException {
    if (column != null) {
      column.take(parser, cell, values);
    }
  }
}
