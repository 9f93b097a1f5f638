// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import dev.quotelake.lake.config.Databricks;
import java.util.function.Predicate;

/**
 * What the classes of the Kafka client are called: on Databricks they live in the package {@code
 * kafkashaded}, elsewhere in their own.
 */
final class KafkaNames {
  private static final String CLIENT = "org.apache.kafka.";
  private static final String SHADED = "kafkashaded." + CLIENT;

  private KafkaNames() {}

  /** The full name here of a class named within the client's package. */
  static String of(String name) {
    return of(name, Databricks::canLoad);
  }

  static String of(String name, Predicate<String> canLoad) {
    return canLoad.test(SHADED + name) ? SHADED + name : CLIENT + name;
  }
}
