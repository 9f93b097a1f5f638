// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.status;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.ProviderSettings;
import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.publish.HubReach;
import dev.quotelake.gateway.publish.OpenBatches;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import dev.quotelake.gateway.status.StatusView.ErrorView;
import dev.quotelake.gateway.status.StatusView.HopView;
import dev.quotelake.gateway.status.StatusView.HubView;
import dev.quotelake.gateway.status.StatusView.ProviderView;
import dev.quotelake.gateway.status.StatusView.QuoteView;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at the running parts and says what it sees. */
@Singleton
public final class StatusBoard {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final Duration STALE = Duration.ofMinutes(1);
  private static final String NONE = "–";

  private final GatewaySettings settings;
  private final List<ProviderPolling> pollings;
  private final QuoteOutlet outlet;
  private final HubReach hub;
  private final OpenBatches open;
  private final RecentPolls polls;
  private final Readings readings;

  StatusBoard(
      GatewaySettings settings,
      List<ProviderPolling> pollings,
      QuoteOutlet outlet,
      HubReach hub,
      OpenBatches open,
      RecentPolls polls,
      MeterRegistry registry) {
    this.settings = settings;
    this.pollings = pollings;
    this.outlet = outlet;
    this.hub = hub;
    this.open = open;
    this.polls = polls;
    this.readings = new Readings(registry);
  }

  /** What there is to see at a moment. */
  public StatusView at(Instant now) {
    return new StatusView(
        settings.instance().orElse("gateway"),
        CLOCK.format(now),
        hub(),
        chain(),
        pollings.stream().map(polling -> provider(polling, now)).toList(),
        polls.newestFirst().stream().map(StatusBoard::error).toList());
  }

  private HubView hub() {
    Optional<Duration> oldest = open.oldest();
    boolean stalled = oldest.orElse(Duration.ZERO).compareTo(settings.publish().stall()) >= 0;
    boolean good = hub.reached() && !stalled;
    String trouble =
        stalled ? "the hub has not answered for " + Words.of(oldest.orElseThrow()) : "";
    int inFlight = outlet.window().inFlight();
    int limit = outlet.window().limit();
    return new HubView(
        settings.publisher().name().toLowerCase(Locale.ROOT),
        settings.hub().name(),
        good ? "acknowledges" : hub.reached() ? "does not answer" : "not reached yet",
        good,
        hub.trouble().orElse(trouble),
        inFlight,
        limit,
        (int) Math.ceil(100.0 * inFlight / limit),
        oldest.map(Words::of).orElse(NONE),
        Words.of(readings.throttle()));
  }

  private List<HopView> chain() {
    String provider =
        pollings.stream()
            .flatMap(polling -> polling.changes().lastSeen().stream())
            .filter(quote -> quote.quotedAtSource() == QuotedAtSource.PROVIDER)
            .map(quote -> micros(quote.fetchedAtMicros() - quote.quotedAtMicros()))
            .min(Comparator.naturalOrder())
            .map(Words::of)
            .orElse(NONE);
    return List.of(
        new HopView("provider", "quoted", "fetched", provider),
        new HopView(
            "append", "fetched", "stored", readings.publishMean().map(Words::of).orElse(NONE)));
  }

  private ProviderView provider(ProviderPolling polling, Instant now) {
    String name = polling.provider().name();
    ProviderSettings provider = settings.providers().get(name);
    return new ProviderView(
        name,
        provider.definition(),
        polling.watchlist().mine().size(),
        Words.of(provider.interval()),
        polls.lastRound(name).map(Words::of).orElse(NONE),
        readings.circuit(name),
        readings.quota(name),
        polling.watchlist().parked(),
        polling.changes().lastSeen().stream()
            .sorted(Comparator.comparing(Quote::symbol))
            .map(quote -> quote(quote, now))
            .toList());
  }

  private static QuoteView quote(Quote quote, Instant now) {
    Instant quotedAt =
        Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(quote.quotedAtMicros()));
    Duration age = Duration.between(quotedAt, now);
    return new QuoteView(
        quote.symbol(),
        text(quote.price()),
        quote.currency() == null ? "" : quote.currency(),
        text(quote.bid()),
        text(quote.ask()),
        quote.dayVolume() == null
            ? NONE
            : String.format(Locale.ROOT, "%,.4f", quote.dayVolume().toBigDecimal())
                .replaceAll("\\.?0+$", "")
                .replace(',', ' '),
        Words.of(age),
        age.compareTo(STALE) > 0);
  }

  private static String text(Price price) {
    return price == null ? NONE : price.toBigDecimal().stripTrailingZeros().toPlainString();
  }

  private static ErrorView error(RecentPolls.Entry error) {
    return new ErrorView(CLOCK.format(error.at()), error.provider(), error.kind(), error.message());
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros));
  }
}
