// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.config.GatewaySettings;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Turns all meters off where the settings say so; ops/bench/gateway shows what they cost. */
@Singleton
public final class MeterSwitch implements MeterFilter {

  private final MeterFilterReply reply;

  /** Takes {@code quotelake.metrics}. */
  @Inject
  public MeterSwitch(GatewaySettings settings) {
    reply = settings.metrics() ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return reply;
  }
}
