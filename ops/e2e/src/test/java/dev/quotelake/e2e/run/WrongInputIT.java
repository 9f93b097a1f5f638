// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.e2e.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said in one line, before anything starts. */
class WrongInputIT {
  private static final String HEADER =
      "epoch_ms,ts,symbol,type,bid,bid_size,bid_exch,ask,ask_size,ask_exch,price,size,exch,cond,cum_volume,suspicious";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--for 90 | '90' is no duration: write a number above 0 and ms, s, m or h, such as 90s",
        "--for 999999999h | '999999999h' is too long: give at most 365 days, which is 8760h",
        "--poll 0s | '0s' is no duration",
        "--symbols none | 'none' is not an int",
        "--symbols 0 | --symbols is 0: it must be from 1 to 100000",
        "--replay nowhere.csv | replay file nowhere.csv is not there or cannot be read",
        "--speed 600 | --speed is for a replay",
        "--provider bloomberg | --provider is 'bloomberg': it must be one of alpaca, finnhub, twelvedata, polygon, alpaca-crypto, polygon-crypto, or all",
        "--provider acme.yaml | --provider acme.yaml polls the provider itself: say which symbols, --watchlist A,B",
        "--provider acme.yaml --watchlist A | --provider acme.yaml is not there: name a definition file",
        "--provider all --watchlist A | --watchlist is for one provider: name it with --provider",
        "--watchlist A --symbols 5 | --watchlist polls a provider itself: --symbols, --replay and --speed are for the simulator",
        "--credential key=NOWHERE | --credential is for a provider itself, with --watchlist",
        "--provider finnhub --watchlist A --credential key=NOWHERE | --credential key=NOWHERE: there is no environment variable NOWHERE",
        "--gateway nowhere | --gateway nowhere is not an executable file",
        "--fast | Unknown option: '--fast'",
        "--for | Missing required parameter for option '--for'"
      })
  void ofOptions(String arguments, String message) {
    assertRefused(message, arguments.split(" "));
  }

  @Test
  void ofARecording() throws IOException {
    Path header = Files.write(folder.resolve("header.csv"), List.of("time,symbol,price"));
    Path line =
        Files.write(
            folder.resolve("line.csv"),
            List.of(HEADER, "1709649030000,2024-03-05T14:30:30.000Z,ACME,T"));

    assertRefused(
        "replay file " + header + ", line 1: the header must be epoch_ms,",
        "--replay",
        header.toString());
    assertRefused(
        "replay file " + line + ", line 2: it has 4 fields instead of 16",
        "--replay",
        line.toString());
  }

  @Test
  void ofAVendorThatHasNothingOfARecording() throws IOException {
    Path stocks =
        Files.write(
            folder.resolve("stocks.csv"),
            List.of(
                HEADER, "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.00,100,P,@,100,0"));

    assertRefused(
        "--provider is 'polygon-crypto', which has nothing of what is replayed: name another, or all",
        "--provider",
        "polygon-crypto",
        "--replay",
        stocks.toString());
  }

  @Test
  void ofTheDataFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused("--data " + file + " is a file: name a folder", "--data", file.toString());
  }

  @Test
  void ofTools() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("bash", "env", "dirname", "sed", "head", "cat", "find")) {
      Files.createSymbolicLink(tools.resolve(tool), which(tool));
    }
    var withoutHome = Map.of("PATH", tools.toString(), "JAVA_HOME", "");
    assertRefused(withoutHome, "no java on the PATH: install a JDK 17 or later");

    script(tools.resolve("java"), "echo 'openjdk version \"11.0.22\" 2024-01-16' >&2");
    assertRefused(
        withoutHome,
        tools.resolve("java") + " is version 11.0.22: quotelake needs JDK 17 or later");

    var withHome = Map.of("PATH", tools.toString(), "JAVA_HOME", System.getProperty("java.home"));
    assertRefused(withHome, "no mvn on the PATH: install Maven 3.8 or later");

    script(tools.resolve("mvn"), "echo 'Apache Maven 3.6.3 (abc)'");
    assertRefused(
        withHome, tools.resolve("mvn") + " is version 3.6.3: quotelake needs Maven 3.8 or later");
  }

  @Test
  void ofQueries() throws IOException {
    assertRefused(
        "ops/query",
        Map.of(),
        "there are no tables in " + folder,
        "--data",
        folder.toString(),
        "select 1");
    assertRefused(
        "ops/query",
        Map.of(),
        "both SQL and --file: give one of them",
        "--file=statements.sql",
        "select 1");
    assertRefused(
        "ops/query",
        Map.of(),
        "--format is 'xml': it must be table, csv or json",
        "--format",
        "xml",
        "select 1");
    assertRefused(
        "ops/query",
        Map.of(),
        "refused, because DropTable is not known to only read",
        "--data",
        tables(),
        "drop table bronze_quotes");
    Path latin = Files.write(folder.resolve("latin.sql"), new byte[] {'-', '-', (byte) 0xe9});
    assertRefused(
        "ops/query",
        Map.of(),
        latin + " is no text in UTF-8: save it as such",
        "--data",
        tables(),
        "--file",
        latin.toString());
    assertRefused(
        "ops/tail", Map.of(), "no ops/run is running on " + folder, "--data", folder.toString());
  }

  private String tables() throws IOException {
    Files.createDirectories(folder.resolve("lake/tables"));
    return folder.resolve("lake").toString();
  }

  private void assertRefused(String message, String... arguments) {
    assertRefused("ops/run", Map.of(), message, arguments);
  }

  private void assertRefused(Map<String, String> environment, String message) {
    assertRefused("ops/run", environment, message, "--data", folder.resolve("data").toString());
  }

  private void assertRefused(
      String name, Map<String, String> environment, String message, String... arguments) {
    try (var command = Command.start(folder, environment, name, arguments)) {
      command.ended();
      assertThat(command.exitCode()).as(command.toString()).isNotZero();
      assertThat(command.errors().lines())
          .singleElement()
          .asString()
          .startsWith(name + ": ")
          .contains(message);
      assertThat(command.output()).isEmpty();
    }
  }

  private static Path which(String tool) {
    for (String place : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(place, tool))) {
        return Path.of(place, tool);
      }
    }
    throw new AssertionError(tool + " is not installed");
  }

  private static void script(Path file, String body) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
