// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Shape;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the answers to one request: one, or several pages. For one thread. */
public final class AnswerReading {

  /**
   * What an answer said besides its records.
   *
   * @param failure the failure it speaks of, if it speaks of one
   * @param message the provider's own words
   * @param problem why it could not be read, or not to its end
   * @param next where the next page is
   */
  public record Remarks(
      Optional<Kind> failure,
      Optional<String> message,
      Optional<String> problem,
      Optional<String> next) {}

  /** Not-a-number and raw tabs in texts are no JSON, but providers write them. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private final AnswerRules rules;
  private final BatchBuilder batch;

  private AnswerReading(AnswerRules rules, BatchBuilder batch) {
    this.rules = rules;
    this.batch = batch;
  }

  /** Begins to read what comes back for these symbols, one answer or several pages. */
  public static AnswerReading begin(AnswerRules rules, List<String> symbols) {
    return new AnswerReading(
        rules, BatchBuilder.of(symbols, rules.requested, rules.definition, rules.redaction));
  }

  /** Begins to read an answer of which every symbol counts. */
  public static AnswerReading beginWhatever(AnswerRules rules) {
    return new AnswerReading(
        rules, BatchBuilder.ofWhateverComes(rules.definition, rules.redaction));
  }

  /**
   * Reads an answer that should hold records.
   *
   * @param declared the encoding the answer declares; only asked when the bytes are no UTF-8
   * @param fetchedAtMicros when the answer was complete
   */
  public Remarks read(AnswerBody bytes, int status, Charset declared, long fetchedAtMicros) {
    AnswerBody body = text(bytes);
    FieldValues values = rules.trie.newValues();
    RecordMapper.Answer answer = new RecordMapper.Answer(status, values, fetchedAtMicros);
    int before = batch.rejects();
    Optional<String> problem = readRecords(body, answer);
    if (problem.isPresent() && !body.isUtf8()) {
      batch.forgetRejectsAfter(before);
      values.clear();
      problem = readRecords(body.toUtf8(fallback(declared)), answer);
    }
    return remarks(values, status, body, problem);
  }

  /** Reads what an answer without records says. */
  public Remarks readFailure(AnswerBody bytes, int status) {
    AnswerBody body = text(bytes);
    FieldValues values = rules.trie.newValues();
    return remarks(
        values, status, body, walk(body, parser -> new PointerTrie.Walk(parser, values)));
  }

  /** Takes the answer as one that says there is nothing now. */
  public void readNothing() {
    batch.allAreEmpty();
  }

  /** Rejects what was asked for and has not come: it may well be known, but was not read. */
  public void rejectTheRest(String reason, String detail) {
    batch.rejectTheRest(reason, detail);
  }

  /** All that has been read. */
  public QuoteBatch batch() {
    return batch.batch();
  }

  /** Whether an answer's spelling stands for a symbol that was asked for. */
  public boolean isAsked(String spelled) {
    return batch.find(spelled).isPresent();
  }

  /** Whether something has come of a symbol that was asked for. */
  public boolean hasOutcomes() {
    return batch.hasOutcomes();
  }

  /** The bytes as UTF-8 if the definition names another encoding; else as they are. */
  private AnswerBody text(AnswerBody bytes) {
    return rules.definition.charset().map(bytes::toUtf8).orElse(bytes);
  }

  private static Charset fallback(Charset declared) {
    return declared.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : declared;
  }

  private Optional<String> readRecords(AnswerBody body, RecordMapper.Answer answer) {
    return switch (rules.definition.format().type()) {
      case JSON -> readJson(body, answer);
      case NDJSON -> readLines(body, answer);
      case CSV -> readCsv(body, answer);
    };
  }

  private Optional<String> readJson(AnswerBody body, RecordMapper.Answer answer) {
    FieldValues values = answer.values();
    if (rules.answerFirst) {
      walk(body, parser -> new PointerTrie.Walk(parser, values));
    }
    boolean object = rules.objectWhen.flatMap(values::text).isPresent();
    Shape shape = object ? Shape.OBJECT : rules.definition.records().shape();
    RecordMapper records = new RecordMapper(rules.records, answer, batch);
    return walk(body, parser -> new RecordsReader(parser, values, shape, body, records));
  }

  /** A line that cannot be read spoils no other. */
  private Optional<String> readLines(AnswerBody body, RecordMapper.Answer answer) {
    Optional<String> problem = Optional.of("the answer is empty");
    boolean any = false;
    int begin = 0;
    for (int at = 0; at <= body.length(); at++) {
      if (at < body.length() && body.bytes()[at] != '\n') {
        continue;
      }
      AnswerBody line = body.part(begin, at);
      begin = at + 1;
      if (!line.text().isBlank()) {
        Optional<String> wrong = readLine(line, answer);
        problem = any ? problem.or(() -> wrong) : wrong;
        any = true;
      }
    }
    return problem;
  }

  private Optional<String> readLine(AnswerBody line, RecordMapper.Answer answer) {
    FieldValues values = rules.trie.newValues();
    Optional<String> problem =
        readJson(line, new RecordMapper.Answer(answer.status(), values, answer.fetchedAtMicros()));
    answer.values().fillFrom(values);
    problem.ifPresent(
        why -> new RecordMapper(rules.records, answer, batch).notARecord(why, line.text()));
    return problem;
  }

  /** Vendors tell of failures in JSON even where data are CSV. */
  private Optional<String> readCsv(AnswerBody body, RecordMapper.Answer answer) {
    if (body.text().stripLeading().matches("(?s)[{\\[].*")) {
      walk(body, parser -> new PointerTrie.Walk(parser, answer.values()));
      return Optional.of("the answer is JSON where the definition says csv");
    }
    try {
      RecordMapper records = new RecordMapper(rules.records, answer, batch);
      return CsvReader.read(body, rules.definition.format(), records).or(records::problem);
    } catch (IOException broken) {
      return Optional.of("no well-formed CSV");
    }
  }

  private Optional<String> walk(AnswerBody body, Function<JsonParser, PointerTrie.Walk> walker) {
    try (JsonParser parser = JSON.createParser(body.bytes(), 0, body.length())) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.of("the answer is empty");
      }
      PointerTrie.Walk walk = walker.apply(parser);
      walk.visit(rules.trie.root(), first);
      return walk.problem().isPresent() || parser.nextToken() == null
          ? walk.problem()
          : Optional.of(
              "another JSON value follows the first; with format: ndjson each line is read");
    } catch (JsonProcessingException broken) {
      return Optional.of("no well-formed JSON" + place(broken.getLocation()));
    } catch (IOException broken) {
      return Optional.of("no readable text: " + broken.getClass().getSimpleName());
    }
  }

  private static String place(JsonLocation location) {
    return location == null || location.getByteOffset() < 0
        ? ""
        : " from byte " + location.getByteOffset() + " on";
  }

  private Remarks remarks(
      FieldValues values, int status, AnswerBody body, Optional<String> problem) {
    boolean wellRead = problem.isEmpty() && batch.hasOutcomes();
    return new Remarks(
        rules.failures.judge(status, values, () -> wellRead ? "" : body.text()),
        values.firstText(rules.definition.message()),
        problem,
        rules.next.flatMap(values::text).filter(next -> !next.isBlank()));
  }
}
