// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.status;

import dev.quotelake.gateway.base.HumanDuration;
import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.poll.ProviderState;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.publish.HubConnector;
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
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at the running parts and says what it sees. */
public final class StatusBoard {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final Duration STALE = Duration.ofMinutes(1);
  private static final int MOST_PARKED = 20;
  private static final String NONE = "–";

  private final GatewaySettings settings;
  private final List<ProviderPolling> pollings;
  private final QuoteOutlet outlet;
  private final HubConnector hub;
  private final RecentPolls polls;
  private final MeterRegistry registry;

  public StatusBoard(
      GatewaySettings settings,
      List<ProviderPolling> pollings,
      QuoteOutlet outlet,
      HubConnector hub,
      RecentPolls polls,
      MeterRegistry registry) {
    this.settings = settings;
    this.pollings = pollings;
    this.outlet = outlet;
    this.hub = hub;
    this.polls = polls;
    this.registry = registry;
  }

  /** What there is to see at a moment. */
  public StatusView at(Instant now) {
    return new StatusView(
        settings.instance().orElse("gateway"),
        CLOCK.format(now),
        settings.lakePage().map(URI::toString).orElse(""),
        hubView(),
        chain(),
        pollings.stream().map(polling -> provider(polling, now)).toList(),
        polls.newestFirst().stream().map(StatusBoard::error).toList());
  }

  private HubView hubView() {
    Optional<Duration> oldest = outlet.oldestOpen();
    boolean stalled = oldest.orElse(Duration.ZERO).compareTo(settings.publish().stall()) >= 0;
    boolean good = hub.reached() && !stalled;
    String trouble =
        stalled ? "the hub has not answered for " + HumanDuration.of(oldest.orElseThrow()) : "";
    int inFlight = outlet.window().inFlight();
    int limit = outlet.window().limit();
    return new HubView(
        settings.publisher().name().toLowerCase(Locale.ROOT),
        settings.hub().name(),
        good ? "answers" : hub.reached() ? "does not answer" : "not reached yet",
        good,
        hub.trouble().orElse(trouble),
        inFlight,
        limit,
        (int) Math.ceil(100.0 * inFlight / limit),
        oldest.map(HumanDuration::of).orElse(NONE),
        HumanDuration.of(outlet.throttle()));
  }

  private List<HopView> chain() {
    String provider =
        pollings.stream()
            .flatMap(polling -> polling.changes().lastSeen().stream())
            .filter(quote -> quote.quotedAtSource() == QuotedAtSource.PROVIDER)
            .map(quote -> quote.fetchedAtMicros() - quote.quotedAtMicros())
            .min(Comparator.naturalOrder())
            .map(micros -> text(Duration.of(micros, ChronoUnit.MICROS)))
            .orElse(NONE);
    return List.of(
        new HopView("provider", "quoted", "fetched", provider),
        new HopView("append", "fetched", "stored", publishMean()));
  }

  private String publishMean() {
    Timer publish = registry.find("quotelake.gateway.publish").tag("flow", "market").timer();
    return publish == null || publish.count() == 0
        ? NONE
        : HumanDuration.of(Duration.ofNanos(Math.round(publish.mean(TimeUnit.NANOSECONDS))));
  }

  private ProviderView provider(ProviderPolling polling, Instant now) {
    String name = polling.provider().name();
    ProviderSettings provider = settings.providers().get(name);
    ProviderState.Report report = polling.state().report();
    List<String> parked = polling.watchlist().parked();
    return new ProviderView(
        name,
        provider.definition(),
        polling.watchlist().mine().size(),
        HumanDuration.of(provider.interval()),
        polls.lastRound(name).map(HumanDuration::of).orElse(NONE),
        report.condition().words(),
        report.condition().isGood(),
        CLOCK.format(report.since()),
        report.cause(),
        polling.provider().vitals().quotas().stream().map(StatusBoard::quota).toList(),
        parked.size(),
        parked.stream().limit(MOST_PARKED).toList(),
        polling.changes().lastSeen().stream()
            .sorted(Comparator.comparing(Quote::symbol))
            .map(quote -> quote(quote, now))
            .toList());
  }

  /** As in "180 of 200 a minute". */
  private static String quota(ProviderVitals.Quota quota) {
    return quota.remaining() + " of " + quota.limit() + " per " + quota.window();
  }

  private static QuoteView quote(Quote quote, Instant now) {
    Instant quotedAt = Instant.EPOCH.plus(quote.quotedAtMicros(), ChronoUnit.MICROS);
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
        text(age),
        age.compareTo(STALE) > 0);
  }

  /** A provider's clock that is ahead of ours makes nothing younger than new. */
  private static String text(Duration age) {
    return HumanDuration.of(age.isNegative() ? Duration.ZERO : age);
  }

  private static String text(Price price) {
    return price == null ? NONE : price.toBigDecimal().stripTrailingZeros().toPlainString();
  }

  private static ErrorView error(RecentPolls.Entry error) {
    return new ErrorView(CLOCK.format(error.at()), error.provider(), error.kind(), error.message());
  }
}
