// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.base.HumanDuration;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.provider.ProviderVitals.Circuit;
import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.QuoteProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * How a provider fares, as the loops that ask it find: a line in the log when that changes, not at
 * each failure, and a row on the page. It is well again when every loop has been through its part
 * of the watchlist without a failure. Safe for several threads.
 */
public final class ProviderState {

  private static final Logger LOG = Logger.getLogger(ProviderState.class);

  /** Pacing within a minute is how a budget is kept, and no news. */
  private static final Duration PACING = Duration.ofMinutes(2);

  /** What a provider does. */
  public enum Condition {
    NOT_ASKED("not asked yet"),
    ANSWERS("answers"),
    FAILS("fails"),
    LEFT_ALONE("left alone, asked now and then"),
    RESTS("rests as it asked to"),
    OUT_OF_QUOTA("out of quota");

    private final String words;

    Condition(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /** Whether that is as it should be. */
    public boolean isGood() {
      return this == ANSWERS || this == NOT_ASKED;
    }
  }

  /**
   * What there is to say now.
   *
   * @param cause why, without secrets; empty if all is well
   * @param since when it stopped, or began, to be well
   */
  public record Report(Condition condition, String cause, Instant since) {}

  private final QuoteProvider provider;
  private final InstantSource clock;
  private final Set<Integer> failingParts = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private volatile Report report;

  /** Of a provider that has not been asked yet. */
  public ProviderState(QuoteProvider provider, InstantSource clock) {
    this.provider = provider;
    this.clock = clock;
    report = new Report(Condition.NOT_ASKED, "", clock.instant());
  }

  public Report report() {
    return report;
  }

  /** A request of a loop has failed. */
  void failed(int part, ProviderException failure) {
    become(part, condition(failure), failure.kind().name(), failure.getMessage());
  }

  /** A loop is about to wait for its turn, which may take until the next day. */
  void awaitsTurn(int part) {
    for (Quota quota : provider.vitals().quotas()) {
      if (quota.refill().compareTo(PACING) > 0) {
        become(
            part,
            Condition.OUT_OF_QUOTA,
            quota.window(),
            "%s has used up its %d per %s; the next request in %s"
                .formatted(
                    provider.name(),
                    quota.limit(),
                    quota.window(),
                    HumanDuration.of(quota.refill())));
      }
    }
  }

  /** A loop has been through its part without a failure. */
  synchronized void succeeded(int part) {
    failingParts.remove(part);
    if (failingParts.isEmpty() && report.condition() != Condition.ANSWERS) {
      Instant now = clock.instant();
      if (!report.condition().isGood()) {
        LOG.infof(
            "%s answers again, after %s",
            provider.name(), HumanDuration.of(Duration.between(report.since(), now)));
      }
      report = new Report(Condition.ANSWERS, "", now);
      told.clear();
    }
  }

  private synchronized void become(int part, Condition condition, String kind, String cause) {
    failingParts.add(part);
    Instant since = report.condition().isGood() ? clock.instant() : report.since();
    report = new Report(condition, cause, since);
    if (told.add(condition + kind)) {
      LOG.warnf("%s %s: %s", provider.name(), verb(condition), cause);
    }
  }

  private Condition condition(ProviderException failure) {
    ProviderVitals vitals = provider.vitals();
    if (vitals.circuit() != Circuit.CLOSED) {
      return Condition.LEFT_ALONE;
    }
    if (failure.kind() == Kind.QUOTA_EXHAUSTED) {
      return Condition.OUT_OF_QUOTA;
    }
    return failure.kind() == Kind.RATE_LIMITED ? Condition.RESTS : Condition.FAILS;
  }

  private String verb(Condition condition) {
    Duration rest = provider.vitals().rest();
    return switch (condition) {
      case LEFT_ALONE -> "fails again and again and is asked only now and then";
      case OUT_OF_QUOTA -> "is out of quota";
      case RESTS -> rest.isZero() ? "slows us down" : "is left alone for " + HumanDuration.of(rest);
      default -> "fails";
    };
  }
}
