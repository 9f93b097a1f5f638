// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.GatewaySettings.DeadLetterSettings;
import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.GatewaySettings.WatchlistSettings;
import dev.quotelake.gateway.config.GatewaySettings.WatchlistSettings.Share;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsCheck;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.identity.SecretReferences;
import dev.quotelake.gateway.identity.SecretReferences.Patience;
import dev.quotelake.gateway.identity.TokenSource;
import dev.quotelake.gateway.metrics.Health;
import dev.quotelake.gateway.metrics.HubMeters;
import dev.quotelake.gateway.metrics.ProviderMeters;
import dev.quotelake.gateway.poll.Canary;
import dev.quotelake.gateway.poll.ChangeFilter;
import dev.quotelake.gateway.poll.ControlGroup;
import dev.quotelake.gateway.poll.Parking;
import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.poll.ProviderState;
import dev.quotelake.gateway.poll.Watchlist;
import dev.quotelake.gateway.poll.WatchlistFile;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.setup.DefinedProviders;
import dev.quotelake.gateway.publish.DeadLetters;
import dev.quotelake.gateway.publish.HubAccess;
import dev.quotelake.gateway.publish.HubConnector;
import dev.quotelake.gateway.publish.InFlightWindow;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.publish.StallWatch;
import dev.quotelake.gateway.publish.eventhubs.EventHubsDeadLetterHub;
import dev.quotelake.gateway.publish.eventhubs.EventHubsQuotePublisher;
import dev.quotelake.gateway.publish.kafka.KafkaClientSettings;
import dev.quotelake.gateway.publish.kafka.KafkaDeadLetterHub;
import dev.quotelake.gateway.publish.kafka.KafkaQuotePublisher;
import dev.quotelake.gateway.status.RecentPolls;
import dev.quotelake.gateway.status.StatusBoard;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Puts the parts together: settings in, running parts out. The only place that knows all of them;
 * the parts themselves are plain classes that get what they need in their constructors.
 */
@Dependent
final class Wiring {

  private static final InstantSource CLOCK = InstantSource.system();

  /**
   * What the settings lead to, once none of them has a mistake.
   *
   * @param group this replica's membership, where replicas share the watchlists
   */
  record Endpoints(
      HubAccess hub,
      KafkaClientSettings kafka,
      Optional<ControlGroup> group,
      List<ProviderPolling> pollings) {}

  @Singleton
  Endpoints endpoints(GatewaySettings settings, ProviderMeters meters) {
    return endpoints(settings, meters, Patience.FOR_A_NEW_ROLE);
  }

  /** All that keeps a gateway with these settings from its start. */
  static List<String> mistakes(GatewaySettings settings) {
    try {
      endpoints(settings, new ProviderMeters(new SimpleMeterRegistry()), Patience.NONE);
      return List.of();
    } catch (SettingsException e) {
      return e.mistakes();
    }
  }

  private static Endpoints endpoints(
      GatewaySettings settings, ProviderMeters meters, Patience patience) {
    SettingsCheck check = new SettingsCheck(settings, System.getenv().keySet());
    DefinedProviders providers = new DefinedProviders(meters);
    Optional<String> clientId = settings.hub().identityClientId();
    TokenSource identity = TokenSource.of(settings.hub().auth(), System.getenv(), clientId);
    SecretReferences secrets = new SecretReferences(identity, patience);
    Optional<HubAccess> hub = check.attempt(() -> new HubAccess(settings.hub(), secrets, identity));
    Optional<KafkaClientSettings> kafka =
        hub.map(access -> new KafkaClientSettings(settings.hub(), access));
    Optional<ControlGroup> group =
        kafka
            .filter(clients -> settings.watchlist().share() == Share.GROUP)
            .map(clients -> controlGroup(settings, clients));
    Predicate<String> mine =
        group.<Predicate<String>>map(member -> member::mine).orElse(Watchlist.ALL);
    List<ProviderPolling> pollings = new ArrayList<>();
    for (String name : settings.providers().keySet()) {
      check
          .attempt(() -> polling(name, settings, providers, secrets, mine))
          .ifPresent(pollings::add);
    }
    check.finish();
    secrets.keepFresh(settings.secrets().refresh());
    return new Endpoints(hub.orElseThrow(), kafka.orElseThrow(), group, List.copyOf(pollings));
  }

  private static ControlGroup controlGroup(GatewaySettings settings, KafkaClientSettings clients) {
    WatchlistSettings watchlist = settings.watchlist();
    return new ControlGroup(
        watchlist.controlName(),
        clients.member(watchlist, instance(settings)),
        watchlist.sessionTimeout());
  }

  private static ProviderPolling polling(
      String name,
      GatewaySettings all,
      DefinedProviders providers,
      Secret.Source secrets,
      Predicate<String> mine) {
    ProviderSettings settings = all.providers().get(name);
    String prefix = "quotelake.providers." + name + ".";
    Map<String, Secret> credentials = new HashMap<>();
    settings
        .credentials()
        .forEach(
            (key, value) ->
                credentials.put(
                    asDefined(key), secrets.resolve(prefix + "credentials." + key, value)));
    QuoteProvider provider = providers.open(name, settings, credentials);
    Supplier<List<String>> symbols =
        WatchlistFile.symbols(
            prefix + "watchlist", settings.watchlist(), all.watchlist().refresh(), CLOCK);
    ChangeFilter changes = new ChangeFilter(settings.publishUnchanged());
    Backoff steps = new Backoff(atLeastASecond(settings.interval()), settings.retryParked());
    Parking parking = new Parking(name, steps, changes::hasSeen, CLOCK);
    return new ProviderPolling(
        provider,
        new Watchlist(symbols, mine, parking),
        changes,
        new ProviderState(provider, CLOCK));
  }

  private static Duration atLeastASecond(Duration interval) {
    Duration second = Duration.ofSeconds(1);
    return interval.compareTo(second) < 0 ? second : interval;
  }

  /** An environment variable knows no hyphens: the name key-id arrives from it as key.id. */
  private static String asDefined(String credential) {
    return credential.replace('.', '-');
  }

  /** Gives the channels our settings: SmallRye's own defaults would turn idempotence off. */
  @Singleton
  ClientCustomizer<Map<String, Object>> channels(Instance<Endpoints> endpoints) {
    return (channel, config, client) -> {
      try {
        client.putAll(endpoints.get().kafka().producer());
      } catch (SettingsException e) {
        // The channels ask before Main, which tells the mistakes and ends the start.
      }
      return client;
    };
  }

  @Singleton
  QuotePublisher publisher(
      GatewaySettings settings, Endpoints endpoints, KafkaClientService kafka) {
    return switch (settings.publisher()) {
      case KAFKA -> new KafkaQuotePublisher(kafka, settings.hub().name());
      case EVENTHUBS -> new EventHubsQuotePublisher(settings.hub(), endpoints.hub());
    };
  }

  @Singleton
  DeadLetters deadLetters(
      GatewaySettings settings, Endpoints endpoints, KafkaClientService kafka, HubMeters meters) {
    DeadLetters.Hub hub =
        switch (settings.publisher()) {
          case KAFKA -> new KafkaDeadLetterHub(kafka, settings.hub().deadLetterName());
          case EVENTHUBS -> new EventHubsDeadLetterHub(settings.hub(), endpoints.hub());
        };
    DeadLetterSettings limits = settings.deadLetters();
    return new DeadLetters(hub, limits.perSecond(), limits.recordLimit(), meters, CLOCK);
  }

  @Singleton
  QuoteOutlet outlet(
      GatewaySettings settings, QuotePublisher publisher, DeadLetters letters, HubMeters meters) {
    settings.providers().keySet().forEach(meters::show);
    InFlightWindow window = new InFlightWindow(settings.publish().window());
    meters.show(window);
    meters.show(publisher);
    return new QuoteOutlet(publisher, letters, window, meters);
  }

  @Singleton
  HubConnector hubConnector(QuotePublisher publisher) {
    return new HubConnector(publisher);
  }

  @Singleton
  Gateway gateway(
      GatewaySettings settings,
      Endpoints endpoints,
      QuoteOutlet outlet,
      HubConnector hub,
      ProviderMeters meters,
      RecentPolls polls) {
    Map<String, Runnable> companions = new LinkedHashMap<>();
    endpoints.group().ifPresent(member -> companions.put("control-group", member));
    companions.put("stall-watch", new StallWatch(outlet, settings.publish().stall()));
    Duration interval = settings.canary().interval();
    if (!interval.isZero()) {
      companions.put("canary", new Canary(outlet, interval, instance(settings), CLOCK));
    }
    endpoints.pollings().forEach(meters::show);
    return new Gateway(settings, endpoints.pollings(), outlet, hub, companions, meters, polls);
  }

  @Singleton
  ProviderMeters providerMeters(MeterRegistry registry) {
    return new ProviderMeters(registry);
  }

  @Singleton
  HubMeters hubMeters(MeterRegistry registry) {
    return new HubMeters(registry, CLOCK);
  }

  /** Turns all meters off where the settings say so; ops/bench/gateway shows what they cost. */
  @Singleton
  MeterFilter meterSwitch(GatewaySettings settings) {
    return MeterFilter.denyUnless(meter -> settings.metrics());
  }

  @Singleton
  RecentPolls recentPolls() {
    return new RecentPolls();
  }

  @Singleton
  StatusBoard statusBoard(
      GatewaySettings settings,
      Endpoints endpoints,
      QuoteOutlet outlet,
      HubConnector hub,
      RecentPolls polls,
      MeterRegistry registry) {
    return new StatusBoard(settings, endpoints.pollings(), outlet, hub, polls, registry);
  }

  @Singleton
  @Startup
  HealthCheck started(HubConnector hub) {
    return () -> Health.started(hub);
  }

  @Singleton
  @Readiness
  HealthCheck ready(GatewaySettings settings, HubConnector hub, QuoteOutlet outlet) {
    return () -> Health.ready(hub, outlet, settings.publish().stall());
  }

  @Singleton
  @Liveness
  HealthCheck live(Endpoints endpoints) {
    return () -> Health.live(endpoints.pollings());
  }

  private static String instance(GatewaySettings settings) {
    return settings.instance().orElseGet(Wiring::hostName);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "gateway";
    }
  }
}
