// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.Market;
import dev.quotelake.sandbox.market.vendorapi.RateLimit;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import dev.quotelake.sandbox.market.vendorapi.VendorApi;
import dev.quotelake.sandbox.market.vendorapi.VendorApi.Answer;
import dev.quotelake.sandbox.market.vendorapi.VendorApi.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Answers the calls to one vendor. */
interface Endpoint {
  /**
   * @param uri path and query as sent
   */
  Answer answer(String uri, Call call, Instant now);

  /**
   * Answers as the vendor does: the key first, then the limit, then the market.
   *
   * @param offered the market's symbols by the vendor's spelling of them
   */
  static Endpoint of(
      VendorApi vendor, Market market, Map<String, String> offered, RateLimit limit) {
    return (uri, call, now) -> {
      if (!vendor.authorised(call)) {
        return vendor.unauthorised();
      }
      var symbols = vendor.symbols(call);
      Usage usage = limit.count(vendor.cost(symbols), now);
      Answer answer =
          usage.exceeded()
              ? vendor.overLimit(usage)
              : vendor.quotes(
                  symbols,
                  symbol ->
                      Optional.ofNullable(offered.get(symbol))
                          .flatMap(it -> market.poll(vendor.name(), it, now)));
      return new Answer(answer.status(), vendor.limitHeaders(usage), answer.body());
    };
  }

  /**
   * For measurements: renders a few successive answers to each distinct call once, then hands them
   * out in turn, so that the simulator's own work does not limit what is measured. Only the first
   * call is checked for its key.
   */
  final class Prerendered implements Endpoint {
    private static final int ANSWERS = 8;

    private final Endpoint renderer;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();

    Prerendered(Endpoint renderer) {
      this.renderer = renderer;
    }

    @Override
    public Answer answer(String uri, Call call, Instant now) {
      Deque<Answer> turn = answers.computeIfAbsent(uri, it -> rendered(it, call, now));
      turn.addLast(turn.removeFirst());
      return turn.getLast();
    }

    private Deque<Answer> rendered(String uri, Call call, Instant now) {
      var rendered = new ArrayDeque<Answer>();
      for (int before = ANSWERS; before > 0; before--) {
        rendered.add(renderer.answer(uri, call, now.minus(Duration.ofMinutes(before))));
      }
      return rendered;
    }
  }
}
