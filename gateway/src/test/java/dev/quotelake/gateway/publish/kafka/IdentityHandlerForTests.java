// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The handler with an environment of the test's; Kafka makes it by its name. */
public final class IdentityHandlerForTests extends HubTokenHandler {

  static final AtomicReference<Map<String, String>> ENVIRONMENT = new AtomicReference<>();

  /** As Kafka calls it. */
  public IdentityHandlerForTests() {
    super(ENVIRONMENT.get());
  }
}
