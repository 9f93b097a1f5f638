// SPDX-License-Identifier: Apache-2.0

/**
 * From YAML to a checked definition: the JSON Schema says what may stand where, the readers here
 * what else must hold. All mistakes are told at once, each with its line, its path and its remedy.
 */
package dev.quotelake.gateway.provider.http.yaml;
