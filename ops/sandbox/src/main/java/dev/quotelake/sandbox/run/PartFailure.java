// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

/** A part that does not come up, or does not stay up: the run cannot go on. */
final class PartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Part part;

  PartFailure(Part part, String message) {
    super(message);
    this.part = part;
  }

  Part part() {
    return part;
  }
}
