// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.http.HttpRequest;
import dev.quotelake.gateway.provider.http.RecordedAnswers;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worked example of PROVIDERS.md does what the page says. */
class WorkedExampleTest {

  private static final List<String> SYMBOLS = List.of("ACME", "BRK.B");
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-17T11:00:00Z"), ZoneOffset.UTC);

  private List<String> answers;
  private RecordedAnswers vendor;

  @BeforeEach
  void readThePage() throws Exception {
    String page = Files.readString(Path.of("PROVIDERS.md"));
    answers = blocks(page, "json");
    vendor =
        new RecordedAnswers(
            "kursblatt",
            DefinitionLoader.read("kursblatt.yaml", blocks(page, "yaml").get(0)),
            NOON);
  }

  private static List<String> blocks(String page, String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private QuoteBatch read(String answer) throws ProviderException {
    return vendor.read(
        SYMBOLS, 200, Map.of(), answer.getBytes(StandardCharsets.UTF_8), NOON.instant());
  }

  /** Every definition on the page is one; only the first has a title. */
  @Test
  void allExamplesAreDefinitions() throws Exception {
    List<String> examples = blocks(Files.readString(Path.of("PROVIDERS.md")), "yaml");

    assertThat(examples).hasSize(2);
    for (String example : examples) {
      assertThat(DefinitionLoader.read("example.yaml", example).title()).isNotBlank();
    }
  }

  @Test
  void asks() {
    HttpRequest request = vendor.request(SYMBOLS);

    assertThat(request.method() + " " + request.uri())
        .isEqualTo("GET https://api.kursblatt.example/v1/quotes/ACME?more=BRK-B");
  }

  @Test
  void readsQuotes() throws Exception {
    List<Quote> quotes = read(answers.get(0)).quotes();

    assertThat(quotes).extracting(Quote::symbol).containsExactlyElementsOf(SYMBOLS);
    assertThat(quotes)
        .extracting(quote -> quote.price().toString())
        .containsExactly("101.25000000", "1612.50000000");
    assertThat(quotes)
        .extracting(Quote::dayVolume)
        .containsExactly(null, Quantity.of(new BigDecimal(1200)));
    assertThat(quotes.get(0).quotedAtMicros())
        .isEqualTo(Instant.parse("2026-03-17T15:00:20Z").getEpochSecond() * 1_000_000);
  }

  @Test
  void knowsARefusal() {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> read(answers.get(1)));

    assertThat(failure.kind()).isEqualTo(Kind.QUOTA_EXHAUSTED);
    assertThat(failure.coolDown().orElseThrow()).hasHours(12);
  }
}
