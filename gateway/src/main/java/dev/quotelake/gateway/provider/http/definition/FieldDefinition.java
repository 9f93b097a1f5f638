// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.math.BigDecimal;
import java.util.List;

/**
 * Where one number of a quote is and how it is written.
 *
 * @param at the places to look, in order; the first that holds a value counts
 * @param scope where the pointers start
 * @param scale what the number is multiplied with, such as 100 for round lots or 0.01 for pence
 * @param none further spellings that mean "no value"; numbers are compared as numbers
 * @param zeroIsNone whether zero means "no value"
 * @param decimal what stands before the decimals in texts, a point or a comma; the other one
 *     separates groups of digits and is passed over if it is the point
 * @param strip characters to be taken out of a text before it is read, such as {@code $,}
 */
public record FieldDefinition(
    List<Pointer> at,
    Scope scope,
    BigDecimal scale,
    List<String> none,
    boolean zeroIsNone,
    char decimal,
    String strip) {}
