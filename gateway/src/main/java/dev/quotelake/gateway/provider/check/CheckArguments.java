// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a person asks the check command.
 *
 * @param definition name of a preset, or the path of a definition
 * @param response file with the body of an answer; without it only the definition is checked
 * @param symbols what was asked for; empty to take every symbol there is
 * @param status HTTP status of the answer
 * @param headers header fields of the answer
 */
record CheckArguments(
    String definition,
    Optional<Path> response,
    List<String> symbols,
    int status,
    Map<String, String> headers) {

  static final String USAGE =
      """
      usage: --check DEFINITION [--response FILE [--symbols A,B] [--status 200] [--header 'Name: value']...]
        DEFINITION  a preset (%s) or the path of a definition
        --response  file with the body of a recorded answer: shows the quotes it maps to
        --symbols   what was asked for; without it every symbol in the answer counts
        --status    HTTP status of the answer, 200 if not said
        --header    a header field of the answer, such as 'Retry-After: 30'"""
          .formatted(String.join(", ", DefinitionLoader.PRESETS));

  static CheckArguments parse(List<String> arguments) {
    String definition = null;
    Path response = null;
    List<String> symbols = List.of();
    int status = 200;
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Iterator<String> words = arguments.stream().flatMap(CheckArguments::spread).iterator();
    while (words.hasNext()) {
      String name = words.next();
      if (!words.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      String value = words.next();
      switch (name) {
        case "--check" -> definition = value;
        case "--response" -> response = Path.of(value);
        case "--symbols" -> symbols = List.of(value.split("\\s*,\\s*"));
        case "--status" -> status = number(value);
        case "--header" -> addHeader(headers, value);
        default -> throw new IllegalArgumentException("unknown option " + name);
      }
    }
    if (definition == null || definition.startsWith("--")) {
      throw new IllegalArgumentException("--check needs a definition");
    }
    return new CheckArguments(definition, Optional.ofNullable(response), symbols, status, headers);
  }

  /** Takes {@code --name=value} as {@code --name value}. */
  private static Stream<String> spread(String argument) {
    return Stream.of(argument.startsWith("--") ? argument.split("=", 2) : new String[] {argument});
  }

  private static int number(String text) {
    if (!text.matches("[1-5][0-9]{2}")) {
      throw new IllegalArgumentException("--status needs an HTTP status, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static void addHeader(Map<String, String> headers, String field) {
    int colon = field.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("--header needs 'Name: value', not '" + field + "'");
    }
    headers.put(field.substring(0, colon).strip(), field.substring(colon + 1).strip());
  }
}
