// SPDX-License-Identifier: Apache-2.0
/**
 * One row for each valid quote: decoded, judged, without repeats, enriched. What fails goes to
 * quarantine.
 */
package dev.quotelake.lake.silver;
