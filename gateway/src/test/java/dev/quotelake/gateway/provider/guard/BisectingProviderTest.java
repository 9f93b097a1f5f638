// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.Quote;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One bad symbol never stops a batch. */
class BisectingProviderTest {

  private static final List<String> HUNDRED =
      IntStream.range(0, 100).mapToObj(i -> "S" + i).toList();

  private static ScriptedProvider refusing(Kind kind, String... bad) {
    return new ScriptedProvider(
        symbols -> {
          for (String symbol : bad) {
            if (symbols.contains(symbol)) {
              throw new ProviderException(kind, "invalid symbol");
            }
          }
          return ScriptedProvider.quotes(symbols);
        });
  }

  @Test
  void theBadOneIsFoundAndParkedAndTheOthersFlow() throws Exception {
    ScriptedProvider vendor = refusing(Kind.MALFORMED_SYMBOL, "S37");

    QuoteBatch batch = new BisectingProvider(vendor).fetch(HUNDRED);

    assertThat(batch.unknown()).containsExactly("S37");
    assertThat(batch.quotes()).hasSize(99).extracting(Quote::symbol).doesNotContain("S37");
    assertThat(batch.rejects()).isEmpty();
    assertThat(vendor.asked()).hasSizeLessThan(16);
  }

  @Test
  void severalBadOnes() throws Exception {
    QuoteBatch batch =
        new BisectingProvider(refusing(Kind.MALFORMED_SYMBOL, "S0", "S50", "S51", "S99"))
            .fetch(HUNDRED);

    assertThat(batch.unknown()).containsExactly("S0", "S50", "S51", "S99");
    assertThat(batch.quotes()).hasSize(96);
  }

  @Test
  void whenEverySymbolIsRefusedItIsNotTheSymbols() {
    ScriptedProvider vendor = refusing(Kind.MALFORMED_SYMBOL, HUNDRED.toArray(String[]::new));

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> new BisectingProvider(vendor).fetch(HUNDRED));

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_SYMBOL);
    assertThat(failure).hasMessageContaining("refuses one symbol after the other: invalid symbol");
    assertThat(vendor.asked()).hasSizeLessThan(25);
  }

  @Test
  void theReasonIsKeptWhenAllOfAFewAreRefused() {
    ScriptedProvider vendor = refusing(Kind.MALFORMED_SYMBOL, "A", "B");

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> new BisectingProvider(vendor).fetch(List.of("A", "B")));

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_SYMBOL);
    assertThat(failure).hasMessageContaining("invalid symbol");
  }

  @Test
  void whyASymbolAskedForAloneIsRefusedIsPassedOn() {
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> new BisectingProvider(refusing(Kind.MALFORMED_SYMBOL, "A")).fetch(List.of("A")));

    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_SYMBOL);
    assertThat(failure).hasMessage("invalid symbol");
  }

  @Test
  void aSymbolOutsideThePlanIsUnknownWhereSymbolsAreAskedForOneByOne() {
    ScriptedProvider.Script refusal =
        symbols -> {
          throw new ProviderException(Kind.NOT_IN_PLAN, "no indices");
        };

    assertThat(kindOfFailure(new ScriptedProvider(refusal, 1))).isEqualTo(Kind.UNKNOWN_SYMBOL);
    assertThat(kindOfFailure(new ScriptedProvider(refusal, 10))).isEqualTo(Kind.NOT_IN_PLAN);
  }

  private static Kind kindOfFailure(ScriptedProvider vendor) {
    return catchThrowableOfType(
            ProviderException.class, () -> new BisectingProvider(vendor).fetch(List.of("^X")))
        .kind();
  }

  @Test
  void whatHasBeenPulledIsKeptWhenAnotherHalfFails() throws Exception {
    ScriptedProvider vendor =
        new ScriptedProvider(
            symbols -> {
              if (symbols.size() == 4) {
                throw new ProviderException(Kind.MALFORMED_SYMBOL, "one of them");
              }
              if (symbols.contains("C")) {
                throw new ProviderException(Kind.RATE_LIMITED, "slow down");
              }
              return ScriptedProvider.quotes(symbols);
            });

    QuoteBatch batch = new BisectingProvider(vendor).fetch(List.of("A", "B", "C", "D"));

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("A", "B");
    assertThat(batch.rejects()).extracting(Reject::symbol).containsExactly("C", "D");
    assertThat(batch.rejects()).extracting(Reject::reason).containsOnly("rate_limited");
  }
}
