// SPDX-License-Identifier: Apache-2.0
/**
 * The stand-ins for Azure and the market, and the launcher that runs the whole pipeline with them
 * on a laptop. Nothing here runs in production.
 */
package dev.quotelake.sandbox;
