// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.util.Optional;

/**
 * What is known of one symbol at one moment. Before its first trade of the recording there is
 * neither trade nor day.
 *
 * @param day present exactly when {@code trade} is
 */
public record SymbolState(
    String symbol, Optional<Trade> trade, Optional<BookTop> book, Optional<Day> day) {}
