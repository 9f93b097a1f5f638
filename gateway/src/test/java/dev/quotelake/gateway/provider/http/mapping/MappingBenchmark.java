// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The streaming pass beside the plain way, a Jackson tree for each record and JSON Pointers into
 * it, in turn over the same answer of 500 Alpaca snapshots. {@code ops/bench/mapping} runs it.
 */
final class MappingBenchmark {

  private static final int SYMBOLS = 500;
  private static final long FETCHED_AT = 1_773_759_620_000_000L;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final JsonPointer PRICE = JsonPointer.compile("/latestTrade/p");
  private static final JsonPointer LAST_SIZE = JsonPointer.compile("/latestTrade/s");
  private static final JsonPointer TIME = JsonPointer.compile("/latestTrade/t");
  private static final JsonPointer BID = JsonPointer.compile("/latestQuote/bp");
  private static final JsonPointer ASK = JsonPointer.compile("/latestQuote/ap");
  private static final JsonPointer BID_SIZE = JsonPointer.compile("/latestQuote/bs");
  private static final JsonPointer ASK_SIZE = JsonPointer.compile("/latestQuote/as");
  private static final JsonPointer OPEN = JsonPointer.compile("/dailyBar/o");
  private static final JsonPointer HIGH = JsonPointer.compile("/dailyBar/h");
  private static final JsonPointer LOW = JsonPointer.compile("/dailyBar/l");
  private static final JsonPointer VOLUME = JsonPointer.compile("/dailyBar/v");
  private static final JsonPointer CLOSE = JsonPointer.compile("/prevDailyBar/c");

  private final List<String> symbols = IntStream.range(0, SYMBOLS).mapToObj(i -> "S" + i).toList();
  private final byte[] answer =
      IntStream.range(0, SYMBOLS)
          .mapToObj(MappingBenchmark::snapshot)
          .collect(Collectors.joining(",", "{", "}"))
          .getBytes(StandardCharsets.UTF_8);
  private final AnswerRules rules;

  private MappingBenchmark(ProviderDefinition definition) {
    rules = new AnswerRules("alpaca", definition, text -> text, false);
  }

  /** Measures; the arguments are rounds and seconds a round. */
  public static void main(String... arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 3;
    new MappingBenchmark(DefinitionLoader.load("alpaca")).compare(rounds, seconds);
  }

  private void compare(int rounds, double seconds) {
    if (!streaming().equals(trees())) {
      throw new IllegalStateException("the two ways give different quotes");
    }
    rate(this::streaming, seconds);
    rate(this::trees, seconds);
    List<Double> streaming = new ArrayList<>();
    List<Double> trees = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      streaming.add(rate(this::streaming, seconds));
      trees.add(rate(this::trees, seconds));
    }
    System.out.printf(
        Locale.ROOT,
        "streaming pass %,.0f quotes/s, a tree for each record %,.0f quotes/s (medians of %d): the"
            + " trees reach %.2f of its rate%n",
        median(streaming),
        median(trees),
        rounds,
        median(trees) / median(streaming));
  }

  private static double rate(Supplier<List<Quote>> way, double seconds) {
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    long quotes = 0;
    while (System.nanoTime() < end) {
      quotes += way.get().size();
    }
    return quotes * 1e9 / (System.nanoTime() - begin);
  }

  private static double median(List<Double> rates) {
    return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
  }

  private List<Quote> streaming() {
    AnswerReading reading = AnswerReading.begin(rules, symbols);
    reading.read(new AnswerBody(answer, answer.length), 200, StandardCharsets.UTF_8, FETCHED_AT);
    return reading.batch().quotes();
  }

  private List<Quote> trees() {
    List<Quote> quotes = new ArrayList<>(SYMBOLS);
    try (JsonParser parser = JSON.createParser(answer)) {
      parser.nextToken();
      String symbol;
      while ((symbol = parser.nextFieldName()) != null) {
        parser.nextToken();
        quotes.add(quote(symbol, JSON.readTree(parser)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return quotes;
  }

  private static Quote quote(String symbol, JsonNode record) {
    return new Quote(
        "alpaca",
        symbol,
        price(record, PRICE),
        price(record, BID),
        price(record, ASK),
        price(record, OPEN),
        price(record, HIGH),
        price(record, LOW),
        price(record, CLOSE),
        size(record, BID_SIZE),
        size(record, ASK_SIZE),
        size(record, LAST_SIZE),
        size(record, VOLUME),
        "USD",
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(record.at(TIME).asText())),
        QuotedAtSource.PROVIDER,
        FETCHED_AT,
        "XNYS",
        null);
  }

  private static Price price(JsonNode record, JsonPointer at) {
    return Price.of(record.at(at).decimalValue());
  }

  private static Quantity size(JsonNode record, JsonPointer at) {
    return Quantity.of(record.at(at).decimalValue());
  }

  private static String snapshot(int i) {
    String time = "\"2026-03-17T15:00:%02d.%09dZ\"".formatted(i % 60, 1_000_003L * (i + 1));
    String bar =
        "{\"t\":\"2026-03-17T04:00:00Z\",\"o\":%1$d.11,\"h\":%1$d.98,\"l\":%1$d.02,\"c\":%1$d.5,\"v\":%2$d,\"n\":91,\"vw\":%1$d.4512}"
            .formatted(100 + i, 1_000 + 37 * i);
    return ("\"S%d\":{\"latestTrade\":{\"t\":%s,\"x\":\"V\",\"p\":%d.%02d,\"s\":%d,\"c\":[\"@\"],\"i\":%d,\"z\":\"A\"},"
            + "\"latestQuote\":{\"t\":%s,\"ax\":\"V\",\"ap\":%d.52,\"as\":3,\"bx\":\"V\",\"bp\":%d.49,\"bs\":2,\"c\":[\"R\"],\"z\":\"A\"},"
            + "\"minuteBar\":%s,\"dailyBar\":%s,\"prevDailyBar\":%s}")
        .formatted(
            i,
            time,
            100 + i,
            i % 90 + 10,
            100 + i,
            70_000 + i,
            time,
            100 + i,
            100 + i,
            bar,
            bar,
            bar);
  }
}
