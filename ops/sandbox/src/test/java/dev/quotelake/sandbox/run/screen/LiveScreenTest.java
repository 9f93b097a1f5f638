// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private static final Screen.View VIEW =
      new Screen.View(
          "the lake catches up",
          Duration.ofSeconds(3_725),
          Optional.of(Duration.ofHours(10)),
          List.of(
              new Screen.Count("published", 123_456_789, 12_345.6),
              new Screen.Count("in gold", 5, 0),
              new Screen.Count("quarantined", 0, 0)),
          List.of(
              new Screen.Delay("provider", OptionalDouble.of(0.0321), OptionalDouble.of(12.3)),
              new Screen.Delay("fetched to gold", OptionalDouble.empty(), OptionalDouble.empty())),
          Map.of("lake", "up, restarted 2 times"),
          Map.of("gateway page", "http://localhost:12345/"));

  @Test
  void fitsEightyColumns() {
    assertThat(LiveScreen.frame(VIEW))
        .allSatisfy(line -> assertThat(visible(line)).hasSizeLessThan(80));
  }

  @Test
  void showsNumbersAsPeopleReadThem() {
    String frame = visible(String.join("\n", LiveScreen.frame(VIEW)));

    assertThat(frame)
        .contains(
            "1:02:05 of 10:00:00",
            "123,456,789",
            "12,346",
            "0.032 s",
            "12 s",
            "up, restarted 2 times",
            "http://localhost:12345/");
  }

  @Test
  void drawsTheNextFrameOverTheLast() {
    var bytes = new ByteArrayOutputStream();
    var screen = new LiveScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    screen.show(VIEW);
    bytes.reset();

    screen.show(VIEW);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\u001b[" + LiveScreen.frame(VIEW).size() + "F");
  }

  @Test
  void plainLinesComeNowAndThenWithoutEscapes() {
    var bytes = new ByteArrayOutputStream();
    var screen = new PlainLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    screen.show(VIEW);
    screen.show(VIEW);

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("\u001b").contains("published 123,456,789");
    assertThat(text.lines()).hasSize(2).first().isEqualTo("gateway page: http://localhost:12345/");
  }

  private static String visible(String line) {
    return line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
  }
}
