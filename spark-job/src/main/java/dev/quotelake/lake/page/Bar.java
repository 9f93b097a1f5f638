// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A bar of gold, or several in one.
 *
 * @param start its first minute
 * @param session what the market did at its end
 * @param volume what became of the day's volume; none where no quote told one
 */
record Bar(
    Instant start,
    String session,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    Optional<Volume> volume) {

  /**
   * What the day's cumulative volume did.
   *
   * @param rise how far it rose
   * @param correction how far it fell, zero or negative
   * @param since where the rise begins: before the bar when it follows a gap
   */
  record Volume(BigDecimal rise, BigDecimal correction, Instant since) {

    Volume and(Volume later) {
      return new Volume(rise.add(later.rise), correction.add(later.correction), since);
    }
  }

  boolean isRegular() {
    return session.equals("regular");
  }

  /** Whether the volume is not that of the bar's own time alone. */
  boolean sinceBefore() {
    return volume.filter(told -> told.since().isBefore(start)).isPresent();
  }

  /** This one and the one that follows, as one that begins then. */
  Bar and(Bar next, Instant begin) {
    return new Bar(
        begin,
        next.session,
        open,
        high.max(next.high),
        low.min(next.low),
        next.close,
        volume.map(told -> next.volume.map(told::and).orElse(told)).or(next::volume));
  }

  Bar from(Instant begin) {
    return new Bar(begin, session, open, high, low, close, volume);
  }
}
