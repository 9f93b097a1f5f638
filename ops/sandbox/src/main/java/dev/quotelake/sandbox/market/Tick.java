// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.util.Optional;

/**
 * One line of a recording: a change of the book or a trade.
 *
 * @param volume shares traded since the day began; only with a trade
 */
record Tick(
    String symbol, long atMicros, Optional<BookTop> book, Optional<Trade> trade, long volume) {}
