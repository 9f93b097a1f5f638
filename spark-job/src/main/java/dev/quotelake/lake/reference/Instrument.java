// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import java.io.Serializable;

/**
 * What a reference list says of one instrument; all but the symbol may be null.
 *
 * @param symbol as providers name it
 * @param name of the company or fund
 * @param exchange where it is listed
 * @param sector of the company
 * @param currency ISO 4217, in which it is quoted
 */
public record Instrument(
    String symbol, String name, String exchange, String sector, String currency)
    implements Serializable {}
