// SPDX-License-Identifier: Apache-2.0
/**
 * The commands a person types, tried from outside: {@code ops/run}, {@code ops/query}, {@code
 * ops/tail}.
 */
package dev.quotelake.e2e.run;
