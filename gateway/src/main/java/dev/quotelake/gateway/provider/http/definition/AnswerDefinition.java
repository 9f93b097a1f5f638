// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.Pointer.Scope;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How to read an answer: where its records are, whose they are, and what in them is a quote. */
public record AnswerDefinition(
    StatusSet success,
    StatusSet noContent,
    Optional<Charset> charset,
    Format format,
    Records records,
    Symbol symbol,
    Map<QuoteField, Field> fields,
    Optional<Currency> currency,
    Optional<Market> market,
    List<Time> time,
    Map<Kind, List<Condition>> failures,
    List<Pointer> message) {

  /** Sees that the parts go together. */
  public AnswerDefinition {
    new Flaws()
        .addIf(
            symbol != null && symbol.isKey() && records != null && !records.shape().hasKeys(),
            "symbol",
            "only records in a map or in columns have a key; take the symbol from a pointer or from"
                + " request")
        .addIf(
            format != null && format.type() == Format.Type.CSV && !isTable(records),
            "records",
            "the records of csv are its rows; write {shape: array} and no at")
        .addIf(
            fields.entrySet().stream()
                .anyMatch(field -> field.getKey() != QuoteField.PRICE && isMid(field.getValue())),
            "fields",
            "only the price can be mid")
        .addIf(
            isMid(fields.get(QuoteField.PRICE))
                && !fields.keySet().containsAll(List.of(QuoteField.BID, QuoteField.ASK)),
            "fields",
            "mid is between bid and ask; say where both are")
        .throwIfAny();
  }

  private static boolean isTable(Records records) {
    return records == null
        || (records.shape() == Shape.ARRAY && records.at().equals(Pointer.WHOLE));
  }

  private static boolean isMid(Field field) {
    return field != null && field.isMid();
  }

  /** The same, of a market that is known from elsewhere. */
  public AnswerDefinition withMarket(String code) {
    return new AnswerDefinition(
        success,
        noContent,
        charset,
        format,
        records,
        symbol,
        fields,
        currency,
        Optional.of(Market.always(code)),
        time,
        failures,
        message);
  }

  /**
   * How an answer is written.
   *
   * @param separator what stands between the values of a row of CSV
   * @param header whether the first row of CSV names the columns; else positions do
   */
  public record Format(Type type, char separator, boolean header) {

    public enum Type {
      JSON,
      /** Lines that are JSON, each read as an answer of its own. */
      NDJSON,
      CSV
    }
  }

  /** How records lie in an answer. */
  public enum Shape {
    OBJECT,
    ARRAY,
    MAP,
    OBJECT_OR_ARRAY,
    OBJECT_OR_MAP,
    COLUMNS;

    private boolean hasKeys() {
      return this == MAP || this == OBJECT_OR_MAP || this == COLUMNS;
    }
  }

  /** Which of several records of one symbol counts. */
  public enum Pick {
    NEWEST,
    FIRST,
    LAST
  }

  /** Where the records are, which of them count and which tell of a failure. */
  public record Records(
      Pointer at,
      Shape shape,
      Optional<Pointer> objectWhen,
      Pick pick,
      List<Condition> only,
      Map<Kind, List<Condition>> failures) {

    /** Sees that the shape can be told. */
    public Records {
      boolean told = objectWhen.isPresent();
      if ((shape == Shape.OBJECT_OR_MAP) != told) {
        throw new Flaws(
            "",
            told
                ? "object-when goes with object-or-map; remove it or change the shape"
                : "object-or-map cannot be told apart; add object-when: a pointer only one record"
                    + " has");
      }
    }
  }

  /**
   * Which symbol a record speaks of: the first place that holds one says, or all together.
   *
   * @param join what stands between the texts of all places, if they make up the symbol together
   */
  public record Symbol(
      List<String> from, Optional<String> join, Spelling spelling, boolean ignoreCase) {

    private static final String KEY = "key";
    private static final String REQUEST = "request";

    /** Sees that no place is in vain. */
    public Symbol {
      int request = from.indexOf(REQUEST);
      new Flaws()
          .addIf(
              request >= 0 && request < from.size() - 1,
              "",
              "what follows request is never looked at; put request last")
          .addIf(
              from.indexOf(KEY) > 0,
              "",
              "key is always there, so what follows it counts for nothing; put key first")
          .addIf(
              join.isPresent() && (from.contains(KEY) || from.contains(REQUEST)),
              "",
              "join puts together what is in the record; name pointers only")
          .throwIfAny();
    }

    /** Whether the key of the record in its map says. */
    public boolean isKey() {
      return from.contains(KEY);
    }

    /** Whether it is the one symbol asked for if the record names none. */
    public boolean isRequested() {
      return from.contains(REQUEST);
    }

    /** The places inside the record, in order. */
    public List<Pointer> pointers() {
      return from.stream()
          .filter(place -> !place.equals(KEY) && !place.equals(REQUEST))
          .map(Pointer::parse)
          .toList();
    }
  }

  /** Where one number of a quote is and how it is written; the first place with a value counts. */
  public record Field(
      List<String> at,
      Scope in,
      BigDecimal scale,
      List<String> none,
      Optional<Zero> zero,
      char decimal,
      String strip) {

    /** What zero means; unless given, a number of shares but no price. */
    public enum Zero {
      NONE,
      VALUE
    }

    /** In the last place: the middle of bid and ask. */
    private static final String MID = "mid";

    /** Refuses a scale that numbers cannot be multiplied with. */
    public Field {
      if (at != null && at.contains(MID) && at.indexOf(MID) < at.size() - 1) {
        throw new Flaws("at", "what follows mid is never looked at; put mid last");
      }
      if (scale != null) {
        scale = scale.stripTrailingZeros();
        if (scale.signum() <= 0 || scale.precision() > 18 || Math.abs(scale.scale()) > 18) {
          throw new Flaws(
              "scale", scale + " is no scale; write a number above 0 with at most 18 digits");
        }
      }
    }

    /** Whether the middle of bid and ask stands for it where no place holds a value. */
    public boolean isMid() {
      return at.contains(MID);
    }

    /** The places, in order. */
    public List<Pointer> pointers() {
      return at.stream().filter(place -> !place.equals(MID)).map(Pointer::parse).toList();
    }
  }

  /** One way to learn when a quote was made: from one text, or several joined by a space. */
  public record Time(
      Optional<Pointer> at,
      List<Pointer> join,
      Scope in,
      Format format,
      Optional<String> pattern,
      String language,
      Optional<ZoneId> zone,
      Optional<Pointer> zoneAt,
      LocalTime timeOfDay) {

    /** How times are written. */
    public enum Format {
      EPOCH_SECONDS,
      EPOCH_MILLIS,
      EPOCH_MICROS,
      EPOCH_NANOS,
      RFC3339,
      DATE,
      PATTERN
    }

    /** Sees that a time can be made of the rest. */
    public Time {
      join = join.isEmpty() ? at.stream().toList() : join;
      new Flaws()
          .addIf(
              format == Format.PATTERN && pattern.isEmpty(),
              "",
              "format pattern needs its pattern; add pattern: such as yyyy-MM-dd HH:mm:ss")
          .addIf(
              format == Format.DATE && zone.isEmpty() && zoneAt.isEmpty(),
              "",
              "a date begins at another moment in each zone; add zone:")
          .addIf(join.isEmpty(), "", "it does not say where the time is; add at: and a pointer")
          .throwIfAny();
      boolean zoned = zone.isPresent() || zoneAt.isPresent();
      pattern.ifPresent(text -> check(text, language, zoned));
    }

    private static void check(String text, String language, boolean zoned) {
      String letters = text.replaceAll("'[^']*'", "");
      new Flaws()
          .addIf(
              letters.matches(".*[hK].*") && !letters.matches(".*[aB].*"),
              "pattern",
              "h counts to 12 and nothing says whether before or after noon; write HH, or add a")
          .addIf(
              !zoned && !letters.matches(".*[VvzOXxZ].*"),
              "",
              "neither the pattern nor the rest names a zone; add zone: such as America/New_York")
          .addIf(
              !readsItsOwnDates(formatter(text, language)),
              "pattern",
              text + " gives no date; years are yyyy, months MM, days dd, minutes mm")
          .throwIfAny();
    }

    private static boolean readsItsOwnDates(DateTimeFormatter formatter) {
      try {
        LocalDate date = LocalDate.of(2026, 11, 17);
        String written = formatter.format(date.atTime(15, 4, 5).atZone(ZoneOffset.UTC));
        return date.equals(formatter.parse(written, LocalDate::from));
      } catch (DateTimeException noDate) {
        return false;
      }
    }

    public Optional<DateTimeFormatter> formatter() {
      return pattern.map(text -> formatter(text, language));
    }

    /** Strict: a 30th of February is no date. Years need no era. */
    private static DateTimeFormatter formatter(String pattern, String language) {
      try {
        return new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .parseLenient()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
            .toFormatter(Locale.forLanguageTag(language))
            .withResolverStyle(ResolverStyle.STRICT);
      } catch (IllegalArgumentException wrong) {
        throw new Flaws(
            "pattern",
            wrong.getMessage() + "; write a pattern of java.time.format.DateTimeFormatter");
      }
    }
  }
}
