// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a person can set of the gateway, under {@code quotelake}; README.md has the table.
 *
 * <p>A secret is given as it is or by reference: see {@link Secret.Source}.
 */
@ConfigMapping(prefix = "quotelake")
public interface GatewaySettings {

  @WithDefault("kafka")
  PublisherKind publisher();

  HubSettings hub();

  /** Where quotes come from, by the name each provider has in events, metrics and logs. */
  Map<String, ProviderSettings> providers();

  PublishSettings publish();

  DeadLetterSettings deadLetters();

  CanarySettings canary();

  WatchlistSettings watchlist();

  SecretSettings secrets();

  ShutdownSettings shutdown();

  /** Whether anything is measured. */
  @WithDefault("true")
  boolean metrics();

  /** Name of this replica in its canaries and in the control group; the host name by default. */
  Optional<String> instance();

  /** Address of the lake's page, for a link from the status page. */
  Optional<URI> lakePage();

  /** The ways to the hub. */
  enum PublisherKind {
    /** The Kafka protocol. */
    KAFKA,
    /** AMQP, through Azure's own client. */
    EVENTHUBS
  }

  /** The hub that takes the quotes: an Event Hubs namespace or any Kafka. */
  interface HubSettings {

    /**
     * Kafka: {@code host:port}, several with commas. Follows from the namespace when that is given.
     */
    Optional<String> bootstrapServers();

    /** Event Hubs: the namespace's host, {@code NAME.servicebus.windows.net}. */
    Optional<String> namespace();

    /**
     * AMQP: another address for the namespace, {@code https://HOST:PORT}; a private endpoint or a
     * gateway in between.
     */
    Optional<String> amqpEndpoint();

    /** The hub (topic) of the quotes. */
    @WithDefault("quotes")
    String name();

    /** The hub (topic) of the dead letters. */
    @WithDefault("quotes-dead-letters")
    String deadLetterName();

    /** How to prove who we are. */
    @WithDefault("none")
    Auth auth();

    /** The connection string: a secret. */
    Optional<String> connectionString();

    /** Client id of a user-assigned managed identity; the system-assigned one without it. */
    Optional<String> identityClientId();

    /** Compression of what is sent over Kafka. */
    @WithDefault("none")
    Compression compression();

    /**
     * Kafka with TLS: ask for API versions in version 3, not 4, on which namespaces of Event Hubs
     * have been seen to reset the connection.
     */
    @WithDefault("true")
    boolean capApiVersions();

    /** How the gateway proves to the hub who it is. */
    enum Auth {
      /** Not at all: a broker on the same machine. */
      NONE,
      /** A shared access key in a connection string. */
      CONNECTION_STRING,
      /** The managed identity of the machine or container app. */
      MANAGED_IDENTITY,
      /** A federated token, as on Kubernetes. */
      WORKLOAD_IDENTITY
    }

    /** What Event Hubs takes: nothing compressed, or gzip on Premium and Dedicated. */
    enum Compression {
      NONE,
      GZIP
    }
  }

  /** One provider of quotes. */
  interface ProviderSettings {

    /** Name of a built-in preset, or {@code file:} and the path of a definition of one's own. */
    String definition();

    /** Base URL in place of the definition's: a proxy, or the market simulator. */
    Optional<String> baseUrl();

    /**
     * Symbols with commas between them, or {@code file:} and the path of a file with one a line.
     */
    String watchlist();

    /** From the start of one round over the watchlist to the start of the next. */
    @WithDefault("1s")
    Duration interval();

    /** What the definition asks for to log in: secrets. */
    Map<String, String> credentials();

    /** Values of the definition's parameters, such as a feed, in place of its defaults. */
    Map<String, String> parameters();

    /** What the vendor allows, in its own unit, by window, in place of the definition's. */
    Budget budget();

    /** Requests in flight at once. */
    @WithDefault("2")
    int concurrency();

    /** Symbols in one request, where the definition allows more. */
    Optional<Integer> symbolsPerRequest();

    /** Publish a quote again although nothing in it has changed. */
    @WithDefault("false")
    boolean publishUnchanged();

    /** Keep the provider's own record in each event. */
    @WithDefault("false")
    boolean keepRaw();

    /** The market whose calendar the quotes live by, in place of the definition's: a MIC. */
    Optional<String> market();

    /**
     * The HTTP proxy it is reached through, {@code http://[USER:PASSWORD@]HOST:PORT}, or {@code
     * none}; by default what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.
     */
    Optional<String> proxy();

    /** Certificates besides the platform's. */
    TlsSettings tls();

    /** The longest time until a symbol that the provider does not answer for is asked for again. */
    @WithDefault("1h")
    Duration retryParked();

    /** PEM files for TLS with a provider. */
    interface TlsSettings {

      /** Authorities that are trusted besides the platform's. */
      Optional<String> ca();

      /** The certificate to show, with those it is signed by. */
      Optional<String> certificate();

      /** Its private key, in PKCS#8 and not encrypted. */
      Optional<String> key();
    }

    /** Units a window of time; a window that is not given keeps the definition's. */
    interface Budget {
      Optional<Integer> second();

      Optional<Integer> minute();

      Optional<Integer> hour();

      Optional<Integer> day();

      Optional<Integer> month();
    }
  }

  /** How quotes are handed to the hub. */
  interface PublishSettings {

    /** Quotes that may be asked for or sent and not yet acknowledged, over all providers. */
    @WithDefault("10000")
    int window();

    /** Readiness fails when the oldest batch has waited this long for its acknowledgement. */
    @WithDefault("30s")
    Duration stall();
  }

  /** What becomes of records that are no quotes. */
  interface DeadLetterSettings {

    /** Dead letters sent a second at most; the rest is counted. */
    @WithDefault("10")
    int perSecond();

    /** Characters kept of an offending record. */
    @WithDefault("4096")
    int recordLimit();
  }

  /** The made-up quote that proves the chain from gateway to gold. */
  interface CanarySettings {

    /** The canary's provider in events and metrics; no real provider may have the name. */
    String PROVIDER = "canary";

    /** Time between two canaries; 0 sends none. */
    @WithDefault("5s")
    Duration interval();
  }

  /** How the watchlists are watched and shared. */
  interface WatchlistSettings {

    /** Who polls which symbols. */
    @WithDefault("none")
    Share share();

    /** The hub (topic) whose partitions are the shares; it holds no data. */
    @WithDefault("quotelake-control")
    String controlName();

    /** The consumer group of the replicas. */
    @WithDefault("quotelake-gateway")
    String group();

    /** A replica that has been silent for this long loses its symbols to the others. */
    @WithDefault("30s")
    Duration sessionTimeout();

    /** How often a watchlist file is looked at for changes. */
    @WithDefault("2s")
    Duration refresh();

    /** Who polls which symbols. */
    enum Share {
      /** This gateway polls them all. */
      NONE,
      /** The replicas share them through a consumer group on the control hub. */
      GROUP
    }
  }

  /** How references to secrets are followed. */
  interface SecretSettings {

    /** How often files and Key Vault are read again. */
    @WithDefault("5m")
    Duration refresh();
  }

  /** How the gateway ends. */
  interface ShutdownSettings {

    /** From SIGTERM to the end: polling stops at once, what is in flight is drained. */
    @WithDefault("25s")
    Duration grace();
  }
}
