// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.Market;
import dev.quotelake.sandbox.market.vendor.Answer;
import dev.quotelake.sandbox.market.vendor.Call;
import dev.quotelake.sandbox.market.vendor.Meter;
import dev.quotelake.sandbox.market.vendor.Usage;
import dev.quotelake.sandbox.market.vendor.VendorApi;
import java.time.Instant;
import java.util.HashMap;

/** Answers as the vendor does: the key first, then the limit, then the market. */
final class VendorDesk implements Desk {
  private final VendorApi vendor;
  private final Market market;
  private final Meter meter;

  VendorDesk(VendorApi vendor, Market market, Meter meter) {
    this.vendor = vendor;
    this.market = market;
    this.meter = meter;
  }

  @Override
  public Answer answer(String uri, Call call, Instant now) {
    if (!vendor.authorised(call)) {
      return vendor.unauthorised();
    }
    var symbols = vendor.symbols(call);
    Usage usage = meter.count(vendor.cost(symbols), now);
    Answer answer =
        usage.exceeded()
            ? vendor.overLimit(usage)
            : vendor.quotes(symbols, symbol -> market.poll(vendor.name(), symbol, now));
    var headers = new HashMap<>(answer.headers());
    headers.putAll(vendor.limitHeaders(usage));
    return new Answer(answer.status(), headers, answer.body());
  }
}
