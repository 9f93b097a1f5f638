// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The faults that are on. Used by one thread. */
final class Faults {
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
        it.befell++;
        if (it.befell == it.fault.count()) {
          active.remove(it);
        }
        return Optional.of(it.fault);
      }
    }
    return Optional.empty();
  }

  private static final class Active {
    private final Fault fault;
    private int befell;

    Active(Fault fault) {
      this.fault = fault;
    }
  }
}
