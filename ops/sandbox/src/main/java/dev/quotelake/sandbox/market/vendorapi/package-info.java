// SPDX-License-Identifier: Apache-2.0
/**
 * The vendors' HTTP APIs as seen from outside: paths, keys, answers, errors and limit headers, each
 * as its vendor writes them.
 */
package dev.quotelake.sandbox.market.vendorapi;
