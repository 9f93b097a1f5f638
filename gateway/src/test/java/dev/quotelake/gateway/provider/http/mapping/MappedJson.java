// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.http.RecordedAnswers;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import dev.quotelake.gateway.quote.Quote;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Maps JSON written in a test by the answer part of a definition written in a test. */
final class MappedJson {

  static final Instant RECEIVED = Instant.parse("2026-03-17T15:00:20Z");

  private static final String REQUEST =
      """
      request:
        base-url: https://quotes.example.com
        query: {list: "{symbols}"}
        symbols: {at-most: 50000}
      """;

  private final RecordedAnswers answers;

  private MappedJson(RecordedAnswers answers) {
    this.answers = answers;
  }

  /** A definition of which only the answer is given. */
  static MappedJson by(String answer) {
    return byDefinition(REQUEST + "answer:\n" + answer.indent(2));
  }

  static MappedJson byDefinition(String yaml) {
    try {
      return new MappedJson(
          new RecordedAnswers(
              "vendor", DefinitionLoader.read("test.yaml", yaml), Clock.systemUTC()));
    } catch (DefinitionException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  QuoteBatch read(String json, String... symbols) throws ProviderException {
    return read(json.getBytes(StandardCharsets.UTF_8), symbols);
  }

  QuoteBatch read(byte[] json, String... symbols) throws ProviderException {
    return answers.read(List.of(symbols), 200, Map.of(), json, RECEIVED);
  }

  QuoteBatch read(int status, Map<String, String> headers, byte[] json, String... symbols)
      throws ProviderException {
    return answers.read(List.of(symbols), status, headers, json, RECEIVED);
  }

  Quote one(String json, String... symbols) throws ProviderException {
    QuoteBatch batch = read(json, symbols);
    if (batch.quotes().size() != 1 || !batch.rejects().isEmpty()) {
      throw new AssertionError("not one quote but " + batch);
    }
    return batch.quotes().get(0);
  }
}
