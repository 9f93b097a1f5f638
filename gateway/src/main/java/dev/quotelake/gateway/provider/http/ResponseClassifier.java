// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.base.Excerpt;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading.Remarks;
import java.time.Clock;
import java.util.Optional;

/** Tells what an answer is: records, nothing now, or which kind of failure and for how long. */
final class ResponseClassifier {

  private static final int EXCERPT = 200;

  private final String provider;
  private final ProviderDefinition definition;
  private final CoolDowns coolDowns;
  private final Redactor redactor;

  ResponseClassifier(
      String provider, ProviderDefinition definition, Clock clock, Redactor redactor) {
    this.provider = provider;
    this.definition = definition;
    this.redactor = redactor;
    coolDowns = new CoolDowns(definition.coolDown(), clock);
  }

  /**
   * @param reading takes in the records
   * @param symbols how many were asked for
   * @return where the next page is
   * @throws ProviderException if the answer tells of a failure or cannot be read at all
   */
  Optional<String> read(HttpAnswer answer, AnswerReading reading, int symbols)
      throws ProviderException {
    int status = answer.status();
    if (definition.answer().noContent().contains(status)) {
      reading.readNothing();
      return Optional.empty();
    }
    if (!definition.answer().success().contains(status)) {
      Remarks said = reading.readFailure(answer.body(), status);
      Kind kind = said.failure().orElseGet(() -> byStatus(status, said, symbols));
      throw failure(kind, said, answer);
    }
    Remarks said = reading.read(answer.body(), status, answer.charset(), answer.completeAtMicros());
    if (said.failure().isPresent()) {
      throw failure(said.failure().get(), said, answer);
    }
    if (said.problem().isPresent() && !reading.hasOutcomes()) {
      throw failure(Kind.MALFORMED_ANSWER, said, answer);
    }
    said.problem().ifPresent(problem -> reading.rejectTheRest("broken_answer", problem));
    return said.next().filter(next -> said.problem().isEmpty());
  }

  /** Why an answer to the request for a token holds none; shows only what refusals say. */
  ProviderException noToken(HttpAnswer answer) {
    Kind kind =
        switch (answer.status() / 100) {
          case 5 -> Kind.UNAVAILABLE;
          default -> answer.status() == 429 ? Kind.RATE_LIMITED : Kind.UNAUTHENTICATED;
        };
    String said =
        answer.status() / 100 == 2
            ? "nothing where the definition expects the token; check token.at"
            : "'" + shortened(redactor.redact(oneLine(answer))) + "'" + tokenRemedy(kind, answer);
    return new ProviderException(
        kind,
        redactor.redact(provider + " gave no token, it answered " + answer.status() + ": " + said),
        coolDowns.after(kind, answer),
        null);
  }

  private String tokenRemedy(Kind kind, HttpAnswer answer) {
    boolean elsewhere = answer.status() == 404 || answer.status() == 405;
    return elsewhere ? "; check token.url, and body, which makes it a POST" : remedy(kind);
  }

  private static String oneLine(HttpAnswer answer) {
    return answer.body().text().replaceAll("\\s+", " ").strip();
  }

  private static Kind byStatus(int status, Remarks said, int symbols) {
    return switch (status) {
      case 429 -> Kind.RATE_LIMITED;
      case 401, 403, 407 -> Kind.UNAUTHENTICATED;
      case 402 -> Kind.NOT_IN_PLAN;
      case 400, 422 -> Kind.MALFORMED_SYMBOL;
      case 404 ->
          symbols == 1 && said.problem().isEmpty() ? Kind.UNKNOWN_SYMBOL : Kind.MALFORMED_ANSWER;
      case 408, 425 -> Kind.UNAVAILABLE;
      default -> status >= 500 ? Kind.UNAVAILABLE : Kind.MALFORMED_ANSWER;
    };
  }

  private ProviderException failure(Kind kind, Remarks said, HttpAnswer answer) {
    String words = said.message().orElseGet(() -> described(kind, said, answer));
    String message =
        provider
            + " answered "
            + answer.status()
            + " ("
            + meaning(kind)
            + "): "
            + shortened(redactor.redact(words))
            + (answer.status() == 407
                ? "; check quotelake.providers." + provider + ".proxy"
                : remedy(kind));
    return new ProviderException(
        kind, redactor.redact(message), coolDowns.after(kind, answer), null);
  }

  private static String described(Kind kind, Remarks said, HttpAnswer answer) {
    String text = oneLine(answer);
    String excerpt = text.isEmpty() ? "empty body" : "'" + text + "'";
    return said.problem()
        .filter(problem -> kind == Kind.MALFORMED_ANSWER)
        .map(problem -> problem + ": " + excerpt)
        .orElse(excerpt);
  }

  private static String shortened(String text) {
    return Excerpt.of(text.replaceAll("\\p{Cntrl}+", " "), EXCERPT);
  }

  private static String meaning(Kind kind) {
    return switch (kind) {
      case RATE_LIMITED -> "too many requests";
      case QUOTA_EXHAUSTED -> "allowance used up";
      case UNAUTHENTICATED -> "key missing or wrong";
      case NOT_IN_PLAN -> "not in the plan";
      case UNKNOWN_SYMBOL -> "symbol not known";
      case MALFORMED_SYMBOL -> "request refused";
      case MALFORMED_ANSWER -> "not readable as the definition says";
      case UNAVAILABLE -> "provider not well";
    };
  }

  private String remedy(Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED -> "; check quotelake.providers." + provider + ".credentials";
      case NOT_IN_PLAN -> "; choose another plan, feed or definition";
      case MALFORMED_ANSWER ->
          "; compare the definition with the answer: gateway --check DEFINITION --response FILE";
      default -> "";
    };
  }
}
