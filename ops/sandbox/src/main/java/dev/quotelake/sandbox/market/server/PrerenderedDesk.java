// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.vendor.Answer;
import dev.quotelake.sandbox.market.vendor.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * For measurements: renders a few successive answers to each distinct call once, then hands them
 * out in turn, so that the simulator's own work does not limit what is measured. Only the first
 * call is checked for its key.
 */
final class PrerenderedDesk implements Desk {
  private static final int ANSWERS = 8;

  private final Desk renderer;
  private final Map<String, Rotation> rotations = new HashMap<>();

  PrerenderedDesk(Desk renderer) {
    this.renderer = renderer;
  }

  @Override
  public Answer answer(String uri, Call call, Instant now) {
    return rotations.computeIfAbsent(uri, it -> rendered(it, call, now)).next();
  }

  private Rotation rendered(String uri, Call call, Instant now) {
    return new Rotation(
        IntStream.range(0, ANSWERS)
            .mapToObj(i -> renderer.answer(uri, call, now.minus(Duration.ofMinutes(ANSWERS - i))))
            .toList());
  }

  private static final class Rotation {
    private final List<Answer> answers;
    private int next;

    Rotation(List<Answer> answers) {
      this.answers = answers;
    }

    Answer next() {
      next = (next + 1) % answers.size();
      return answers.get(next);
    }
  }
}
