// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.http.ProviderAccess.Network;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.definition.TokenDefinition;
import dev.quotelake.gateway.provider.http.mapping.AnswerBody;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading;
import dev.quotelake.gateway.provider.http.mapping.AnswerRules;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads answers that were recorded, exactly as those of the network are read. */
public final class RecordedAnswers {

  private final AnswerRules rules;
  private final ResponseClassifier classifier;
  private final RequestTemplate requests;
  private final Optional<TokenDefinition> login;

  /** Reads answers of the provider that a definition describes. */
  public RecordedAnswers(String name, ProviderDefinition definition, Clock clock) {
    Redactor redactor = new Redactor(List.of());
    rules = new AnswerRules(name, definition, redactor::redact, false);
    classifier = new ResponseClassifier(name, definition, clock, redactor);
    login = definition.request().token();
    Map<String, Secret> hidden =
        definition.request().credentialNames().stream()
            .collect(Collectors.toMap(Function.identity(), key -> new Secret("HIDDEN")));
    requests =
        new RequestTemplate(
            definition.request(),
            new ProviderAccess(
                name, Optional.empty(), hidden, Map.of(), 1, Network.direct(1), false),
            new Secret("HIDDEN"),
            clock);
  }

  /** The request for these symbols, without keys. */
  public HttpRequest request(List<String> symbols) {
    return requests.request(symbols);
  }

  /** The request for a token, without keys, if one comes before the data. */
  public Optional<HttpRequest> tokenRequest() {
    return login.map(requests::tokenRequest);
  }

  /** Whether an answer's spelling stands for one of the symbols asked for. */
  public boolean isAsked(String spelled, List<String> symbols) {
    return AnswerReading.begin(rules, symbols).isAsked(spelled);
  }

  /**
   * @param symbols what was asked for; empty to take every symbol there is
   * @param status HTTP status of the answer
   * @param headers header fields; names in any case
   * @param body bytes of the answer, decompressed
   * @param receivedAt when it was received
   * @throws ProviderException if the answer tells of a failure or cannot be read at all
   */
  public QuoteBatch read(
      List<String> symbols,
      int status,
      Map<String, String> headers,
      byte[] body,
      Instant receivedAt)
      throws ProviderException {
    AnswerReading reading =
        symbols.isEmpty()
            ? AnswerReading.beginWhatever(rules)
            : AnswerReading.begin(rules, symbols);
    long micros = receivedAt.getEpochSecond() * 1_000_000 + receivedAt.getNano() / 1000;
    HttpAnswer answer =
        new HttpAnswer(status, headers, new AnswerBody(body, body.length), micros, bytes -> {});
    classifier.read(answer, reading, Math.max(1, symbols.size()));
    return reading.batch();
  }
}
