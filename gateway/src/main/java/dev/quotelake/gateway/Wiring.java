// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SecretSource;
import dev.quotelake.gateway.config.SettingsCheck;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.observe.Canary;
import dev.quotelake.gateway.observe.DeliveryMeters;
import dev.quotelake.gateway.observe.GatewayGauges;
import dev.quotelake.gateway.observe.PollMeters;
import dev.quotelake.gateway.observe.ProviderMeters;
import dev.quotelake.gateway.poll.ChangeFilter;
import dev.quotelake.gateway.poll.PollObserver;
import dev.quotelake.gateway.poll.PollObservers;
import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.poll.SymbolShare;
import dev.quotelake.gateway.poll.Watchlist;
import dev.quotelake.gateway.poll.WatchlistFile;
import dev.quotelake.gateway.provider.ProviderFactory;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.publish.DeadLetterHub;
import dev.quotelake.gateway.publish.DeadLetters;
import dev.quotelake.gateway.publish.HubAccess;
import dev.quotelake.gateway.publish.HubReach;
import dev.quotelake.gateway.publish.InFlightWindow;
import dev.quotelake.gateway.publish.OpenBatches;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.publish.eventhubs.EventHubsDeadLetterHub;
import dev.quotelake.gateway.publish.eventhubs.EventHubsQuotePublisher;
import dev.quotelake.gateway.publish.kafka.KafkaClientSettings;
import dev.quotelake.gateway.publish.kafka.KafkaDeadLetterHub;
import dev.quotelake.gateway.publish.kafka.KafkaQuotePublisher;
import dev.quotelake.gateway.share.ControlGroup;
import dev.quotelake.gateway.status.RecentPolls;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the parts together: settings in, a gateway out. The only place that knows all of them. */
@Dependent
final class Wiring {

  private static final String FILE = "file:";
  private static final InstantSource CLOCK = InstantSource.system();

  @Produces
  @Singleton
  QuotePublisher publisher(
      GatewaySettings settings,
      Instance<KafkaQuotePublisher> kafka,
      Instance<EventHubsQuotePublisher> amqp) {
    return switch (settings.publisher()) {
      case KAFKA -> kafka.get();
      case EVENTHUBS -> amqp.get();
    };
  }

  @Produces
  @Singleton
  DeadLetterHub deadLetterHub(
      GatewaySettings settings,
      Instance<KafkaDeadLetterHub> kafka,
      Instance<EventHubsDeadLetterHub> amqp) {
    return switch (settings.publisher()) {
      case KAFKA -> kafka.get();
      case EVENTHUBS -> amqp.get();
    };
  }

  @Produces
  @Singleton
  InFlightWindow window(GatewaySettings settings) {
    return new InFlightWindow(settings.publish().window());
  }

  @Produces
  @Singleton
  OpenBatches openBatches() {
    return new OpenBatches();
  }

  @Produces
  @Singleton
  HubReach hubReach(QuotePublisher publisher) {
    return new HubReach(publisher);
  }

  @Produces
  @Singleton
  PollMeters pollMeters(MeterRegistry registry) {
    return new PollMeters(registry);
  }

  @Produces
  @Singleton
  DeliveryMeters deliveryMeters(MeterRegistry registry) {
    return new DeliveryMeters(registry, CLOCK);
  }

  @Produces
  @Singleton
  QuoteOutlet outlet(
      GatewaySettings settings,
      QuotePublisher publisher,
      DeadLetterHub deadLetterHub,
      InFlightWindow window,
      OpenBatches open,
      DeliveryMeters meters) {
    DeadLetters deadLetters =
        new DeadLetters(
            deadLetterHub,
            settings.deadLetters().perSecond(),
            settings.deadLetters().recordLimit(),
            meters,
            CLOCK);
    return new QuoteOutlet(publisher, deadLetters, window, open, meters);
  }

  @Produces
  @Singleton
  List<ProviderPolling> pollings(
      GatewaySettings settings,
      ProviderFactory factory,
      SecretSource secrets,
      HubAccess hub,
      SymbolShare share) {
    List<String> mistakes = new ArrayList<>(SettingsCheck.mistakes(settings));
    mistakes.addAll(hub.mistakes());
    List<ProviderPolling> pollings = new ArrayList<>();
    settings
        .providers()
        .forEach(
            (name, provider) -> {
              try {
                pollings.add(polling(name, provider, settings, factory, secrets, share));
              } catch (SettingsException e) {
                mistakes.addAll(e.mistakes());
              }
            });
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    return List.copyOf(pollings);
  }

  @Produces
  @Singleton
  Gateway gateway(
      GatewaySettings settings,
      List<ProviderPolling> pollings,
      QuoteOutlet outlet,
      HubReach hub,
      PollMeters meters,
      RecentPolls polls,
      SymbolShare share) {
    Map<String, Runnable> companions = new LinkedHashMap<>();
    if (share instanceof ControlGroup group) {
      companions.put("control-group", group);
    }
    Duration interval = settings.canary().interval();
    if (!interval.isZero()) {
      companions.put("canary", new Canary(outlet, interval, instance(settings), CLOCK));
    }
    PollObserver observer = new PollObservers(List.of(meters, polls));
    return new Gateway(settings, pollings, outlet, hub, observer, companions);
  }

  @Produces
  @Singleton
  SymbolShare share(GatewaySettings settings, KafkaClientSettings kafka) {
    return switch (settings.watchlist().share()) {
      case NONE -> SymbolShare.ALL;
      case GROUP ->
          new ControlGroup(
              settings.watchlist().controlName(),
              kafka.member(settings.watchlist(), instance(settings)),
              settings.watchlist().sessionTimeout());
    };
  }

  @Produces
  @Singleton
  GatewayGauges gauges(
      MeterRegistry registry,
      InFlightWindow window,
      QuotePublisher publisher,
      List<ProviderPolling> pollings,
      PollMeters pollMeters,
      ProviderMeters providerMeters,
      DeliveryMeters deliveryMeters) {
    GatewayGauges gauges = new GatewayGauges(registry);
    gauges.show(window);
    gauges.show(publisher.vitals());
    for (ProviderPolling polling : pollings) {
      gauges.show(polling);
      pollMeters.expect(polling.provider().name());
      providerMeters.show(polling.provider());
      deliveryMeters.expect(polling.provider().name());
    }
    return gauges;
  }

  private static ProviderPolling polling(
      String name,
      ProviderSettings settings,
      GatewaySettings all,
      ProviderFactory factory,
      SecretSource secrets,
      SymbolShare share) {
    Map<String, Secret> credentials = new HashMap<>();
    settings
        .credentials()
        .forEach(
            (key, value) ->
                credentials.put(
                    asDefined(key),
                    secrets.resolve("quotelake.providers." + name + ".credentials." + key, value)));
    QuoteProvider provider = factory.open(name, settings, credentials);
    Watchlist watchlist =
        new Watchlist(symbols(name, settings, all), share, settings.retryParked(), CLOCK);
    return new ProviderPolling(provider, watchlist, new ChangeFilter(settings.publishUnchanged()));
  }

  /** An environment variable knows no hyphens: the name key-id arrives from it as key.id. */
  private static String asDefined(String credential) {
    return credential.replace('.', '-');
  }

  private static Supplier<List<String>> symbols(
      String name, ProviderSettings settings, GatewaySettings all) {
    if (!settings.watchlist().startsWith(FILE)) {
      List<String> symbols = WatchlistFile.parse(settings.watchlist());
      return () -> symbols;
    }
    Path file = Path.of(URI.create(settings.watchlist()));
    try {
      return new WatchlistFile(file, all.watchlist().refresh(), CLOCK);
    } catch (IOException e) {
      throw new SettingsException(
          "quotelake.providers." + name + ".watchlist: " + file + " cannot be read (" + e + ")");
    }
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
