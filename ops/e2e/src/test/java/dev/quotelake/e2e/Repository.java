// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, whichever folder the tests are started from. */
public final class Repository {

  private static final Path ROOT = findRoot();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private Repository() {}

  /** A file or folder, by its path from the root. */
  public static Path path(String relative) {
    return ROOT.resolve(relative);
  }

  /** A YAML file's content. */
  public static JsonNode yaml(Path file) {
    return parse(YAML, file);
  }

  /** A JSON file's content. */
  public static JsonNode json(Path file) {
    return parse(JSON, file);
  }

  /** The files of a folder, its sub-folders included, whose name ends so; sorted. */
  public static List<Path> files(String folder, String ending) {
    try (Stream<Path> tree = Files.walk(path(folder))) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's content. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("ops/contract/metrics.yaml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "ops/contract/metrics.yaml is in no folder above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}
