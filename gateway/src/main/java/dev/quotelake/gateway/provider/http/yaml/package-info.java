// SPDX-License-Identifier: Apache-2.0

/**
 * From YAML to a checked definition: the JSON Schema says what may stand where and fills in the
 * defaults, Jackson binds the rest to the records, the records see what must hold besides. All
 * mistakes of a step are told at once, each with its line, its path and its remedy.
 */
package dev.quotelake.gateway.provider.http.yaml;
