// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.e2e.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The images start the gateway with the flags that {@code ops/run} and the benchmarks read. */
class GatewayFlagsTest {

  private static final Pattern ENTRY_POINT =
      Pattern.compile("^ENTRYPOINT (\\[.*])$", Pattern.MULTILINE);

  @Test
  void theImageOnAJvmHasThem() throws IOException {
    assertThat(entryPoint("gateway-jvm"))
        .isEqualTo(command("java", "gateway-jvm", "-jar", "/deployments/quarkus-run.jar"));
  }

  @Test
  void theNativeImageHasThem() throws IOException {
    assertThat(entryPoint("gateway-native"))
        .isEqualTo(command("/work/application", "gateway-native"));
  }

  private static List<String> entryPoint(String image) throws IOException {
    Matcher found =
        ENTRY_POINT.matcher(
            Repository.text(Repository.path("ops/containers/" + image + ".Dockerfile")));
    assertThat(found.find()).as("%s.Dockerfile has an entry point", image).isTrue();
    List<String> words = new ArrayList<>();
    for (JsonNode word : new ObjectMapper().readTree(found.group(1))) {
      words.add(word.asText());
    }
    return words;
  }

  private static List<String> command(String program, String flags, String... rest) {
    Stream<String> lines =
        Repository.text(Repository.path("ops/containers/" + flags + ".args")).lines();
    return Stream.of(Stream.of(program), lines.filter(it -> !it.startsWith("#")), Stream.of(rest))
        .flatMap(it -> it)
        .toList();
  }
}
