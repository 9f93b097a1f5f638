// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.config.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarsTest {

  private static final Instant NOON_ON_A_SATURDAY = Instant.parse("2024-06-15T12:00:00Z");
  private static final String DAILY =
      "market XNYS DAILY\nzone UTC\nweek mon tue wed thu fri sat sun\nhours usual regular 00:00-24:00\n";

  @TempDir Path folder;

  @Test
  void everyFileThatComesWithTheJobIsRead() throws IOException, URISyntaxException {
    Path files =
        Path.of(Objects.requireNonNull(Calendars.class.getResource("XNYS.calendar")).toURI())
            .getParent();
    try (Stream<Path> names = Files.list(files)) {
      assertThat(names.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".calendar"))
          .hasSize(14)
          .allSatisfy(
              name ->
                  assertThat(Calendars.supplied().codes())
                      .contains(name.replace(".calendar", "").replace("24-7", "24/7")));
    }
  }

  @Test
  void aUsersFileTakesThePlaceOfTheJobsForTheMarketsItNames() throws IOException {
    Files.writeString(folder.resolve("own.calendar"), DAILY);
    Files.writeString(folder.resolve("README.md"), "No calendar.");

    Calendars calendars = Calendars.with(read(folder));

    assertThat(isOpen(calendars, "XNYS")).isTrue();
    assertThat(isOpen(calendars, "DAILY")).isTrue();
    assertThat(isOpen(calendars, "XNAS")).isFalse();
    assertThat(isOpen(Calendars.supplied(), "XNYS")).isFalse();
  }

  @Test
  void aFolderWithoutCalendarsIsRefused() {
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("holds no calendar");
    assertThatThrownBy(() -> read(folder.resolve("missing")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--calendars");
  }

  @Test
  void nobodyKnowsAMarketWithoutACalendar() {
    assertThat(Calendars.supplied().market("XXXX")).isEmpty();
    assertThat(Calendars.supplied().market(null)).isEmpty();
  }

  @Test
  void aMachineKeepsWhatItHasRead() throws IOException, ClassNotFoundException {
    Calendars calendars = Calendars.with(Map.of("own.calendar", DAILY));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(calendars);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isSameAs(calendars);
    }
    assertThat(bytes.size()).isLessThan(2_000);
  }

  private static Map<String, String> read(Path folder) {
    return CalendarFolder.read(folder.toString(), new Configuration());
  }

  private static boolean isOpen(Calendars calendars, String market) {
    return calendars.market(market).orElseThrow().isOpen(NOON_ON_A_SATURDAY);
  }
}
