// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.quote.Quote;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose bytes are not what they say they are. */
class EncodingTest {

  private static final String JSON = "[{\"name\":\"Société\",\"s\":\"ACME\",\"p\":\"1.5\"}]";
  private static final MappedJson ANSWER =
      MappedJson.by("records: {shape: array}\nsymbol: /s\nfields: {price: /p}\n");

  private static void isRead(byte[] body, Map<String, String> headers) throws Exception {
    assertThat(ANSWER.read(200, headers, body, "ACME").quotes())
        .extracting(Quote::price)
        .extracting(Object::toString)
        .containsExactly("1.50000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-8",
        "ISO-8859-1",
        "windows-1252",
        "UTF-16LE",
        "UTF-16BE",
        "UTF-16",
        "UTF-32BE"
      })
  void everyEncodingWithoutADeclaration(String charset) throws Exception {
    isRead(JSON.getBytes(Charset.forName(charset)), Map.of());
  }

  @Test
  void aDeclarationThatIsWrong() throws Exception {
    isRead(
        JSON.getBytes(StandardCharsets.ISO_8859_1),
        Map.of("Content-Type", "application/json; charset=utf-8"));
    isRead(
        JSON.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "application/json; charset=utf-16"));
    isRead(
        JSON.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "application/json; charset=no-such-thing"));
  }

  @Test
  void aMarkAtTheBeginning() throws Exception {
    isRead(("\uFEFF" + JSON).getBytes(StandardCharsets.UTF_8), Map.of());
  }

  @Test
  void aCharsetTheDefinitionNames() throws Exception {
    MappedJson shiftJis =
        MappedJson.by(
            "charset: Shift_JIS\nrecords: {shape: array}\nsymbol: /s\nfields: {price: /p}\n");
    byte[] body = "[{\"s\":\"日産\",\"p\":2}]".getBytes(Charset.forName("Shift_JIS"));

    assertThat(shiftJis.read(200, Map.of(), body, "日産").quotes())
        .extracting(Quote::symbol)
        .containsExactly("日産");
  }
}
