// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.util.ArrayList;
import java.util.List;

/** A provider that does what a test says and remembers what it was asked. */
final class ScriptedProvider implements QuoteProvider {

  /** What it does with a request. */
  @FunctionalInterface
  interface Script {
    QuoteBatch fetch(List<String> symbols) throws ProviderException;
  }

  private final Script script;
  private final int maxSymbols;
  private final List<List<String>> asked = new ArrayList<>();
  private final List<Permit> permits = new ArrayList<>();

  ScriptedProvider(Script script) {
    this(script, 1000);
  }

  ScriptedProvider(Script script, int maxSymbols) {
    this.script = script;
    this.maxSymbols = maxSymbols;
  }

  static QuoteBatch quotes(List<String> symbols) {
    return new QuoteBatch(
        symbols.stream().map(ScriptedProvider::quote).toList(), List.of(), List.of(), List.of());
  }

  private static Quote quote(String symbol) {
    return new Quote(
        "vendor",
        symbol,
        new Price(1_000_000),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        1,
        QuotedAtSource.PROVIDER,
        2,
        null,
        null);
  }

  @Override
  public String name() {
    return "vendor";
  }

  @Override
  public int maxSymbols() {
    return maxSymbols;
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    asked.add(List.copyOf(symbols));
    permits.add(permit);
    return script.fetch(symbols);
  }

  /** The permits of the requests, in their order. */
  List<Permit> permits() {
    return permits;
  }

  List<List<String>> asked() {
    return asked;
  }
}
