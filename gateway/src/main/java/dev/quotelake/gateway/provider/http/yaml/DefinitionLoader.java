// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds definitions: the built-in presets by name, a user's own by {@code file:} and a path. */
public final class DefinitionLoader {

  /** The presets that come with the gateway. */
  public static final List<String> PRESETS = List.of("alpaca", "finnhub", "twelvedata", "polygon");

  private DefinitionLoader() {}

  /**
   * Loads and checks a definition.
   *
   * @param reference name of a preset, or {@code file:} and a path
   * @throws DefinitionException if there is none, or if it has mistakes; says all of them
   */
  public static ProviderDefinition load(String reference) throws DefinitionException {
    if (reference.startsWith("file:")) {
      return DefinitionReader.read(reference, fromFile(reference));
    }
    if (!PRESETS.contains(reference)) {
      throw new DefinitionException(
          "there is no provider definition named '"
              + reference
              + "'; name a preset ("
              + String.join(", ", PRESETS)
              + ") or write file: and the path of your own");
    }
    return DefinitionReader.read(reference + ".yaml", fromResource(reference));
  }

  private static String fromFile(String reference) throws DefinitionException {
    Path path =
        reference.startsWith("file:///")
            ? Path.of(URI.create(reference))
            : Path.of(reference.substring("file:".length()));
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new DefinitionException(
          "cannot read the provider definition "
              + path
              + ": "
              + unreadable
              + "; check the path and that the file is UTF-8 text");
    }
  }

  private static String fromResource(String name) throws DefinitionException {
    try (InputStream preset =
        DefinitionLoader.class.getResourceAsStream("/providers/" + name + ".yaml")) {
      return new String(preset.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new DefinitionException("cannot read the preset " + name + ": " + unreadable);
    }
  }
}
