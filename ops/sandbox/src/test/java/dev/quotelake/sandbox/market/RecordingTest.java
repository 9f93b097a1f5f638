// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import static dev.quotelake.sandbox.market.SymbolState.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.program.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
  @TempDir private Path folder;

  @Test
  void readsPlainAndGzippedFilesAlike() throws IOException {
    var plain = Recording.read(Ticks.file(folder, withHeader(Ticks.LINES)));
    var gzipped = Recording.read(Ticks.gzipped(folder, withHeader(Ticks.LINES)));

    assertThat(plain.symbols()).containsExactly("ACME");
    assertThat(plain.of("ACME")).hasSize(6).isEqualTo(gzipped.of("ACME"));
    assertThat(plain.of("ACME").get(1).trade())
        .contains(new Trade(10 * ONE, 100 * ONE, 1709649030000000L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.00,100,P,@,100 | it has 15 fields instead of 16",
        "x,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.00,100,P,@,100,0 | epoch_ms is 'x', not a whole number",
        "1709649030000,14:30,ACME,T,,,,,,,10.00,100,P,@,100,0 | ts is '14:30', not a UTC time",
        "1709649030001,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.00,100,P,@,100,0 | ts and epoch_ms are different times",
        "1709649030000,2024-03-05T14:30:30.000Z,,T,,,,,,,10.00,100,P,@,100,0 | symbol is empty",
        "1709649030000,2024-03-05T14:30:30.000Z,ACME,X,,,,,,,10.00,100,P,@,100,0 | type is 'X', neither Q nor T",
        "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,ten,100,P,@,100,0 | price is 'ten', not a number of at most 8 decimals",
        "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,0,100,P,@,100,0 | price is '0', not above 0",
        "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.000000001,100,P,@,100,0 | price is '10.000000001', not a number of at most 8 decimals",
        "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.00,-1,P,@,100,0 | size is '-1', below 0",
        "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.00,100,P,@,,0 | cum_volume is '', not a number of at most 8 decimals",
        "1709648999999,2024-03-05T14:29:59.999Z,ACME,T,,,,,,,10.00,100,P,@,100,0 | it is earlier than the line before it"
      })
  void namesTheBrokenLineAndItsReason(String line, String reason) throws IOException {
    var lines = new ArrayList<>(withHeader(Ticks.LINES.subList(0, 1)));
    lines.add(line);
    Path file = Ticks.file(folder, lines);

    assertThatThrownBy(() -> Recording.read(file))
        .isInstanceOf(ProgramException.class)
        .hasMessage("replay file " + file + ", line 3: " + reason);
  }

  @Test
  void refusesAnotherHeader() throws IOException {
    Path file = Ticks.file(folder, List.of("time,symbol,price"));

    assertThatThrownBy(() -> Recording.read(file))
        .hasMessageContaining("line 1: the header must be epoch_ms,ts,symbol");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.csv"));

    assertThatThrownBy(() -> Recording.read(file)).hasMessageContaining("the header must be");
  }

  @Test
  void refusesAFileWithoutTrades() throws IOException {
    Path file = Ticks.file(folder, withHeader(Ticks.LINES.subList(0, 1)));

    assertThatThrownBy(() -> Recording.read(file)).hasMessageContaining("holds no trade");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> Recording.read(folder.resolve("none.csv")))
        .hasMessageContaining("is not there");
  }

  @Test
  void tellsWhereATruncatedArchiveBreaksOff() throws IOException {
    Path file = Ticks.gzipped(folder, withHeader(Ticks.LINES));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 12));

    assertThatThrownBy(() -> Recording.read(file))
        .hasMessageContaining("cannot be read after line");
  }

  private static List<String> withHeader(List<String> lines) {
    var all = new ArrayList<>(List.of(Ticks.HEADER));
    all.addAll(lines);
    return all;
  }
}
