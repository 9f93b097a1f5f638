// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

/**
 * Something wrong in a definition.
 *
 * @param line where, counted from 1; 0 if unknown
 * @param path JSON Pointer to it
 * @param problem what is wrong
 * @param remedy what to do
 */
public record Mistake(int line, String path, String problem, String remedy) {

  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ", " : "")
        + (path.isEmpty() ? "/" : path)
        + ": "
        + problem
        + "; "
        + remedy;
  }
}
