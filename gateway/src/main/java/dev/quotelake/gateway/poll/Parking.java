// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Which symbols are set aside because the provider does not answer for them. One negative answer is
 * no proof: a symbol is left out in steps that grow from a round to an hour, and one that was
 * quoted before only after several. Requests in a row that bring none of their symbols are put down
 * to the provider, not to the symbols; when it answers again, they count once, however many they
 * were. Safe for several threads.
 */
public final class Parking {

  private static final Logger LOG = Logger.getLogger(Parking.class);

  /** Negative answers in a row that do a symbol no harm if it was quoted before. */
  private static final int TOLERATED = 2;

  /** So many requests in a row that bring nothing are the provider's failure. */
  private static final int SEVERAL = 3;

  private static final int MOST_NAMED = 10;

  private final String provider;
  private final Backoff steps;
  private final Predicate<String> quotedBefore;
  private final InstantSource clock;
  private final Map<String, Doubt> doubts = new ConcurrentHashMap<>();
  private final Set<String> missed = new LinkedHashSet<>();
  private final Set<String> toTellParked = new LinkedHashSet<>();
  private final Set<String> toTellBack = new LinkedHashSet<>();
  private volatile int emptyRequests;
  private boolean providerFails;

  /**
   * Nothing is set aside yet.
   *
   * @param provider its name, for messages
   * @param steps how long a symbol is left out, from the first time to the longest
   * @param quotedBefore whether there ever was a quote of a symbol
   */
  public Parking(
      String provider, Backoff steps, Predicate<String> quotedBefore, InstantSource clock) {
    this.provider = provider;
    this.steps = steps;
    this.quotedBefore = quotedBefore;
    this.clock = clock;
  }

  /** Those of the symbols that are not left out now, in their order. */
  List<String> due(List<String> symbols) {
    if (doubts.isEmpty()) {
      return symbols;
    }
    doubts.keySet().retainAll(Set.copyOf(symbols));
    Instant now = clock.instant();
    return symbols.stream().filter(symbol -> !isLeftOut(symbol, now)).toList();
  }

  /**
   * Takes from an answer which symbols the provider knows.
   *
   * @throws ProviderException if it brought nothing, and that is the provider's failure
   */
  void learn(QuoteBatch answer) throws ProviderException {
    if (answer.unknown().isEmpty() && doubts.isEmpty() && emptyRequests == 0) {
      return;
    }
    synchronized (this) {
      if (answer.quotes().isEmpty() && answer.empty().isEmpty()) {
        if (answer.rejects().isEmpty()) {
          missed(answer.unknown(), Kind.UNKNOWN_SYMBOL, "the answer holds none of them");
        }
        return;
      }
      afterNothing();
      answer.quotes().forEach(quote -> known(quote.symbol()));
      answer.empty().forEach(this::known);
      answer.unknown().forEach(this::doubt);
    }
  }

  /**
   * Takes a refusal that speaks of the symbols asked for.
   *
   * @throws ProviderException if it is rather the provider's failure
   */
  synchronized void refused(List<String> symbols, ProviderException refusal)
      throws ProviderException {
    missed(symbols, refusal.kind(), refusal.getMessage());
  }

  /** Whatever was missed, once; and what was parked before the provider failed is due. */
  private void afterNothing() {
    if (providerFails) {
      doubts.replaceAll((symbol, doubt) -> doubt.isParked() ? doubt.due(clock.instant()) : doubt);
    }
    missed.forEach(this::doubt);
    missed.clear();
    emptyRequests = 0;
    providerFails = false;
  }

  /** What was parked was known to bring nothing: that says nothing of the provider. */
  private void missed(List<String> symbols, Kind kind, String why) throws ProviderException {
    List<String> unsuspected = symbols.stream().filter(symbol -> !isParked(symbol)).toList();
    symbols.stream().filter(this::isParked).forEach(this::doubt);
    if (unsuspected.isEmpty()) {
      return;
    }
    missed.addAll(unsuspected);
    emptyRequests++;
    if (unsuspected.size() > 1 || emptyRequests >= SEVERAL) {
      providerFails = true;
      throw new ProviderException(
          kind, "%s brings nothing for %s: %s".formatted(provider, named(missed), why));
    }
  }

  private void doubt(String symbol) {
    boolean parked = isParked(symbol);
    Doubt doubt =
        doubts.merge(symbol, Doubt.FIRST, (before, first) -> new Doubt(before.times() + 1));
    int step = doubt.times() - (quotedBefore.test(symbol) ? TOLERATED : 0);
    if (step > 0) {
      doubts.put(symbol, new Doubt(doubt.times(), clock.instant().plus(steps.pause(step))));
      if (!parked && !toTellBack.remove(symbol)) {
        toTellParked.add(symbol);
      }
    }
  }

  private void known(String symbol) {
    Doubt doubt = doubts.remove(symbol);
    if (doubt != null && doubt.isParked() && !toTellParked.remove(symbol)) {
      toTellBack.add(symbol);
    }
  }

  /** Symbols set aside, sorted: until the provider has answered for them again. */
  List<String> parked() {
    return doubts.keySet().stream().filter(this::isParked).sorted().toList();
  }

  /** Writes to the log what has changed since the last time. */
  synchronized void tellChanges() {
    if (!toTellParked.isEmpty()) {
      LOG.warnf(
          "%s does not answer for %s: asked for ever more rarely", provider, named(toTellParked));
      toTellParked.clear();
    }
    if (!toTellBack.isEmpty()) {
      LOG.infof("%s answers again for %s", provider, named(toTellBack));
      toTellBack.clear();
    }
  }

  private static String named(Collection<String> symbols) {
    List<String> first = symbols.stream().limit(MOST_NAMED).toList();
    int others = symbols.size() - first.size();
    return String.join(", ", first) + (others == 0 ? "" : " and " + others + " more");
  }

  private boolean isParked(String symbol) {
    Doubt doubt = doubts.get(symbol);
    return doubt != null && doubt.isParked();
  }

  private boolean isLeftOut(String symbol, Instant now) {
    Doubt doubt = doubts.get(symbol);
    return doubt != null && now.isBefore(doubt.until());
  }

  /**
   * A symbol that was asked for and did not come.
   *
   * @param times in a row
   * @param until when it is asked for again
   */
  private record Doubt(int times, Instant until) {

    private static final Doubt FIRST = new Doubt(1);

    private Doubt(int times) {
      this(times, Instant.MIN);
    }

    private boolean isParked() {
      return !until.equals(Instant.MIN);
    }

    private Doubt due(Instant now) {
      return new Doubt(times, now);
    }
  }
}
