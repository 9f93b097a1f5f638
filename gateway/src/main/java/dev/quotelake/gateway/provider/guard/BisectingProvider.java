// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.Reject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds the symbol that makes a provider refuse a whole batch: the batch is halved until the bad
 * one stands alone; it counts as unknown, and the others keep flowing.
 */
final class BisectingProvider extends ProviderDecorator {

  /** So many, or all, refused one after the other: it need not be the symbols' fault. */
  private static final int REFUSALS_TO_GIVE_UP = 6;

  BisectingProvider(QuoteProvider inner) {
    super(inner);
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    return symbols.size() == 1 ? one(symbols, permit) : new Search(symbols, permit).fetch(symbols);
  }

  /** There is nothing to search for: who asks hears why this one does not come. */
  private QuoteBatch one(List<String> symbol, Permit permit) throws ProviderException {
    try {
      return super.fetch(symbol, permit);
    } catch (ProviderException failure) {
      if (failure.kind() == Kind.NOT_IN_PLAN && isForASymbol(failure)) {
        throw new ProviderException(Kind.UNKNOWN_SYMBOL, failure.getMessage());
      }
      throw failure;
    }
  }

  private boolean isForASymbol(ProviderException failure) {
    return failure.kind() == Kind.MALFORMED_SYMBOL
        || failure.kind() == Kind.UNKNOWN_SYMBOL
        || (failure.kind() == Kind.NOT_IN_PLAN && maxSymbols() == 1);
  }

  /** One batch and what has become of its parts. */
  private final class Search {

    private final Permit permit;
    private final int refusalsToGiveUp;
    private boolean answered;
    private int refusals;

    private Search(List<String> symbols, Permit permit) {
      this.permit = permit;
      refusalsToGiveUp = Math.min(REFUSALS_TO_GIVE_UP, symbols.size());
    }

    private QuoteBatch fetch(List<String> symbols) throws ProviderException {
      try {
        QuoteBatch batch = BisectingProvider.super.fetch(symbols, permit);
        answered = true;
        return batch;
      } catch (ProviderException failure) {
        if (!isForASymbol(failure)) {
          throw failure;
        }
        return symbols.size() == 1 ? refused(symbols, failure) : halve(symbols);
      }
    }

    private QuoteBatch refused(List<String> symbols, ProviderException failure)
        throws ProviderException {
      if (!answered && ++refusals == refusalsToGiveUp) {
        throw new ProviderException(
            Kind.UNKNOWN_SYMBOL,
            name() + " refuses one symbol after the other: " + failure.getMessage());
      }
      return new QuoteBatch(List.of(), List.of(), symbols, List.of());
    }

    private QuoteBatch halve(List<String> symbols) throws ProviderException {
      int half = symbols.size() / 2;
      QuoteBatch first = fetch(symbols.subList(0, half));
      List<String> others = symbols.subList(half, symbols.size());
      try {
        return joined(first, fetch(others));
      } catch (ProviderException failure) {
        if (first.quotes().isEmpty()) {
          throw failure;
        }
        return joined(first, rejected(others, failure));
      }
    }
  }

  private static QuoteBatch rejected(List<String> symbols, ProviderException failure) {
    String reason = failure.kind().name().toLowerCase(Locale.ROOT);
    return new QuoteBatch(
        List.of(),
        symbols.stream()
            .map(symbol -> new Reject(symbol, reason, failure.getMessage(), null))
            .toList(),
        List.of(),
        List.of());
  }

  private static QuoteBatch joined(QuoteBatch one, QuoteBatch other) {
    return new QuoteBatch(
        joined(one.quotes(), other.quotes()),
        joined(one.rejects(), other.rejects()),
        joined(one.unknown(), other.unknown()),
        joined(one.empty(), other.empty()));
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
