// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The hub that takes the quotes: an Event Hubs namespace or any Kafka. */
public interface HubSettings {

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

  /** Compression of what is sent. Event Hubs takes none, or gzip on Premium and Dedicated. */
  enum Compression {
    /** As it is. */
    NONE,
    /** Gzip. */
    GZIP
  }

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

  /** The connection string, or a reference to it: see {@link SecretSource}. */
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
}
