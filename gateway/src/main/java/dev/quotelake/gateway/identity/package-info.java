// SPDX-License-Identifier: Apache-2.0

/**
 * Who the gateway is to Azure: tokens of Entra ID for a managed or a workload identity, over plain
 * HTTP. Small enough to own, and it spares the native executable Azure's identity library.
 */
package dev.quotelake.gateway.identity;
