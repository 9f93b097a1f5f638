// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.status;

import dev.quotelake.gateway.poll.PollObserver;
import dev.quotelake.gateway.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers how the polls went lately: the last errors, and each provider's last round. */
public final class RecentPolls implements PollObserver {

  private static final int KEPT = 20;

  private final Deque<Entry> errors = new ArrayDeque<>();
  private final Map<String, Duration> rounds = new ConcurrentHashMap<>();

  /**
   * @param at when
   * @param provider of whom
   * @param kind in words
   * @param message without secrets
   */
  public record Entry(Instant at, String provider, String kind, String message) {}

  @Override
  public synchronized void failed(String provider, int symbols, ProviderException failure) {
    String kind = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    errors.addFirst(new Entry(Instant.now(), provider, kind, failure.getMessage()));
    if (errors.size() > KEPT) {
      errors.removeLast();
    }
  }

  @Override
  public void finishedRound(String provider, Duration time) {
    rounds.put(provider, time);
  }

  /** The last errors, newest first. */
  public synchronized List<Entry> newestFirst() {
    return List.copyOf(errors);
  }

  /** How long a provider's last round took; empty before the first has ended. */
  public Optional<Duration> lastRound(String provider) {
    return Optional.ofNullable(rounds.get(provider));
  }
}
