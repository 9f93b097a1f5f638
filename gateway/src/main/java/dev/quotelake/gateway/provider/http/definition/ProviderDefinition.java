// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * All that is known of a provider. The members are those of {@code
 * providers/provider-definition.schema.json}, which describes each and holds the defaults.
 */
public record ProviderDefinition(
    String title,
    RequestDefinition request,
    AnswerDefinition answer,
    Optional<Paging> paging,
    BudgetDefinition budget,
    CoolDownDefinition coolDown,
    Limits limits) {

  /** The same, of a market that is known from elsewhere. */
  public ProviderDefinition withMarket(String code) {
    return new ProviderDefinition(
        title, request, answer.withMarket(code), paging, budget, coolDown, limits);
  }

  /** How an answer leads to its next page: by a URL, or by a token for a query parameter. */
  public record Paging(Pointer next, Optional<String> parameter, int pagesAtMost) {}

  /** How long and how large an exchange may become. */
  public record Limits(
      Duration connectTimeout, Duration readTimeout, Duration timeout, String responseSize) {

    /** Refuses a size that no array has. */
    public Limits {
      bytes(responseSize);
    }

    /** Bytes of the largest decompressed answer. */
    public int responseBytes() {
      return bytes(responseSize);
    }

    private static int bytes(String size) {
      int unit = size.endsWith("MiB") ? 1 << 20 : size.endsWith("KiB") ? 1 << 10 : 1;
      try {
        return Math.multiplyExact(Integer.parseInt(size.replaceAll("[A-Za-z ]+$", "")), unit);
      } catch (ArithmeticException | NumberFormatException tooLarge) {
        throw new Flaws("response-size", size + " is too large; write 16MiB at most");
      }
    }
  }
}
