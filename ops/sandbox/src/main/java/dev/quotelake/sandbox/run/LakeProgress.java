// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How far the lake has come, from Spark's checkpoints: batch N is done when {@code commits/N} is
 * there, and {@code offsets/N} says up to where it read. True after every crash, with no program to
 * ask.
 */
final class LakeProgress {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<Integer, Long>> OFFSETS = new TypeReference<>() {};

  private final Path checkpoints;
  private final String hub;

  LakeProgress(Path checkpoints, String hub) {
    this.checkpoints = checkpoints;
    this.hub = hub;
  }

  /** Whether every query that reads the hub has done everything before {@code ends}. */
  boolean reached(Map<Integer, Long> ends) {
    List<Map<Integer, Long>> queries = readers();
    return ends.values().stream().allMatch(it -> it == 0)
        || (!queries.isEmpty() && queries.stream().allMatch(done -> covers(done, ends)));
  }

  /** A number that grows with every step forward. */
  long steps() {
    return readers().stream().flatMap(it -> it.values().stream()).mapToLong(Long::longValue).sum();
  }

  private static boolean covers(Map<Integer, Long> done, Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> done.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private List<Map<Integer, Long>> readers() {
    try (Stream<Path> folders = Files.list(checkpoints)) {
      var readers = new ArrayList<Map<Integer, Long>>();
      for (Path folder : folders.filter(it -> Files.isDirectory(it.resolve("offsets"))).toList()) {
        done(folder).ifPresent(readers::add);
      }
      return readers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Map<Integer, Long>> done(Path query) throws IOException {
    OptionalLong batch = lastCommit(query.resolve("commits"));
    if (batch.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<String> lines =
        Files.lines(query.resolve("offsets").resolve(String.valueOf(batch.getAsLong())))) {
      return lines.flatMap(line -> hubOffsets(line).stream()).findFirst();
    } catch (NoSuchFileException e) {
      // Spark has tidied it away meanwhile: a newer one is there at the next look.
      return Optional.of(Map.of());
    }
  }

  private static OptionalLong lastCommit(Path commits) throws IOException {
    if (!Files.isDirectory(commits)) {
      return OptionalLong.empty();
    }
    try (Stream<Path> files = Files.list(commits)) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.chars().allMatch(Character::isDigit))
          .mapToLong(Long::parseLong)
          .max();
    }
  }

  private Optional<Map<Integer, Long>> hubOffsets(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode partitions = JSON.readTree(line).path(hub);
      return partitions.isObject()
          ? Optional.of(JSON.convertValue(partitions, OFFSETS))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
