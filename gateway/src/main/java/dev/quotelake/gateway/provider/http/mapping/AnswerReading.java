// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.QuoteBatch;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the answers to one request: one, or several pages. For one thread. */
public final class AnswerReading {

  private final String provider;
  private final AnswerLayout layout;
  private final JsonFactory json;
  private final boolean keepRaw;
  private final Findings findings;

  AnswerReading(
      String provider, AnswerLayout layout, AskedSymbols asked, JsonFactory json, boolean keepRaw) {
    this.provider = provider;
    this.layout = layout;
    this.json = json;
    this.keepRaw = keepRaw;
    findings = new Findings(asked, layout.records().pick());
  }

  /**
   * Reads an answer that should hold records.
   *
   * @param declared the encoding the answer declares; only asked when the bytes are no UTF-8
   * @param fetchedAtMicros when the answer was complete
   */
  public MappedAnswer read(AnswerBody bytes, int status, Charset declared, long fetchedAtMicros) {
    AnswerBody body = text(bytes);
    Values answer = layout.newValues();
    int before = findings.rejects();
    Optional<String> problem = records(body, status, answer, fetchedAtMicros);
    if (problem.isPresent() && !body.isUtf8()) {
      findings.forgetRejectsAfter(before);
      answer.clear();
      problem = records(body.toUtf8(fallback(declared)), status, answer, fetchedAtMicros);
    }
    return judged(answer, status, body, problem);
  }

  /** Reads what an answer without records says. */
  public MappedAnswer readFailure(AnswerBody bytes, int status) {
    AnswerBody body = text(bytes);
    Values answer = layout.newValues();
    return judged(answer, status, body, walk(body, answer, null));
  }

  /** Takes the answer as one that says there is nothing now. */
  public void readNothing() {
    findings.allEmpty();
  }

  /**
   * Rejects what was asked for and has not been heard of: it may well be known, but was not read.
   */
  public void rejectTheRest(String reason, String detail) {
    findings.rejectUnheard(reason, detail);
  }

  /** All that has been read. */
  public QuoteBatch batch() {
    return findings.batch();
  }

  /** Whether a record of a symbol that was asked for has been read. */
  public boolean hasRecords() {
    return findings.heardSomething();
  }

  /** The bytes as UTF-8 if the definition names another encoding; else as they are. */
  private AnswerBody text(AnswerBody bytes) {
    return layout.charset().map(bytes::toUtf8).orElse(bytes);
  }

  private static Charset fallback(Charset declared) {
    return declared.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : declared;
  }

  private Optional<String> records(
      AnswerBody body, int status, Values answer, long fetchedAtMicros) {
    if (layout.answerFirst()) {
      walk(body, answer, null);
    }
    QuoteAssembler assembler =
        new QuoteAssembler(provider, layout.record(), answer, fetchedAtMicros);
    RecordJudge judge = new RecordJudge(layout.record(), findings, assembler, status, keepRaw);
    RecordReader reader = new RecordReader(layout, body, judge);
    if (layout.isOneObject(answer)) {
      reader.expectOneObject();
    }
    Optional<String> problem = walk(body, answer, reader);
    return problem.isPresent() ? problem : reader.problem();
  }

  private Optional<String> walk(AnswerBody body, Values answer, RecordReader records) {
    if (body.isBlank()) {
      return Optional.of("the answer is empty");
    }
    try (JsonParser parser = json.createParser(body.bytes(), 0, body.length())) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.of("the answer is empty");
      }
      new TrieWalker(parser, answer, records).visit(layout.trie(), first);
      return Optional.empty();
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

  private MappedAnswer judged(
      Values answer, int status, AnswerBody body, Optional<String> problem) {
    boolean wellRead = problem.isEmpty() && findings.heardSomething();
    return new MappedAnswer(
        layout.failures().judge(status, answer, () -> wellRead ? "" : body.text()),
        layout.message(answer),
        problem,
        layout.next(answer));
  }
}
