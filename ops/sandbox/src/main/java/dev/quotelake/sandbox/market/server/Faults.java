// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The faults that are on. Used by one thread. */
final class Faults {

  /**
   * Something that goes wrong at a provider. What is not given stays as the provider would have
   * answered.
   *
   * @param provider whose answers; {@code *} for all
   * @param status HTTP status
   * @param headers added to the answer
   * @param body instead of the answer's
   * @param bodyBase64 the same for bytes that are no text
   * @param repeatTo the body is repeated until it has so many bytes
   * @param delayMillis before the first byte
   * @param bytesPerSecond how fast the body drips
   * @param cutAfterBytes the connection is closed when so much of the body has gone
   * @param count how many answers; 0 until it is lifted
   * @param share of the answers, 0 to 1
   */
  record Fault(
      @JsonProperty(required = true) String provider,
      Optional<Integer> status,
      Map<String, String> headers,
      Optional<String> body,
      Optional<String> bodyBase64,
      Optional<Integer> repeatTo,
      long delayMillis,
      Optional<Integer> bytesPerSecond,
      Optional<Integer> cutAfterBytes,
      int count,
      Optional<Double> share) {

    Fault {
      headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    boolean concerns(String vendor) {
      return provider.equals("*") || provider.equals(vendor);
    }

    /** The body to send where the provider would have sent {@code usual}. */
    byte[] bodyInsteadOf(byte[] usual) {
      byte[] bytes =
          bodyBase64
              .map(it -> Base64.getDecoder().decode(it))
              .or(() -> body.map(it -> it.getBytes(StandardCharsets.UTF_8)))
              .orElse(usual);
      return repeatTo.map(length -> repeated(bytes, length)).orElse(bytes);
    }

    private static byte[] repeated(byte[] bytes, int length) {
      byte[] all = Arrays.copyOf(bytes, length);
      for (int i = bytes.length; bytes.length > 0 && i < length; i++) {
        all[i] = all[i - bytes.length];
      }
      return all;
    }
  }

  private static final class Active {
    private final Fault fault;
    private int befell;

    Active(Fault fault) {
      this.fault = fault;
    }
  }

  private final List<Active> active = new ArrayList<>();
  private final RandomGenerator chance;

  Faults(RandomGenerator chance) {
    this.chance = chance;
  }

  void add(Fault fault) {
    active.add(new Active(fault));
  }

  void clear() {
    active.clear();
  }

  /** The fault that befalls the next answer of {@code vendor}, if any. */
  Optional<Fault> next(String vendor) {
    for (Active it : active) {
      if (it.fault.concerns(vendor) && chance.nextDouble() < it.fault.share().orElse(1.0)) {
        if (++it.befell == it.fault.count()) {
          active.remove(it);
        }
        return Optional.of(it.fault);
      }
    }
    return Optional.empty();
  }
}
