// SPDX-License-Identifier: Apache-2.0

/** Pulls quotes from market-data providers and publishes them to Event Hubs, one package a step. */
package dev.quotelake.gateway;
