// SPDX-License-Identifier: Apache-2.0

/**
 * What every package may use and what knows none of them: how long to wait before another attempt,
 * and how times and foreign text are written in messages.
 */
package dev.quotelake.gateway.base;
