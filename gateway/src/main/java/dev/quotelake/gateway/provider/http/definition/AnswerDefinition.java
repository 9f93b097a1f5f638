// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import dev.quotelake.gateway.provider.ProviderException.Kind;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How to read an answer: where its records are, whose they are, and what in them is a quote. */
public record AnswerDefinition(
    StatusSet success,
    StatusSet noContent,
    Optional<Charset> charset,
    Records records,
    Symbol symbol,
    Map<QuoteField, Field> fields,
    Optional<Currency> currency,
    Optional<Market> market,
    List<Time> time,
    Map<Kind, List<Condition>> failures,
    List<Pointer> message) {

  private static final int HUNDREDTHS = 100;
  private static final String NO_CODE = " is no currency code; write one such as USD";

  /** Sees that symbol and records go together. */
  public AnswerDefinition {
    if (symbol != null && symbol.isKey() && records != null && !records.shape().hasKeys()) {
      throw new Flaws(
          "symbol",
          "only records in a map or in columns have a key; take the symbol from a pointer or from"
              + " request");
    }
  }

  /** The same, of a market that is known from elsewhere. */
  public AnswerDefinition withMarket(String code) {
    return new AnswerDefinition(
        success,
        noContent,
        charset,
        records,
        symbol,
        fields,
        currency,
        Optional.of(Market.always(code)),
        time,
        failures,
        message);
  }

  /** Where a pointer starts. */
  public enum Scope {
    /** At each record. */
    RECORD,
    /** At the whole answer. */
    ANSWER
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

  /** Which symbol a record speaks of: the first place that holds one says. */
  public record Symbol(List<String> from, Spelling spelling, boolean ignoreCase) {

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
      List<Pointer> at,
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

    /** Refuses a scale that numbers cannot be multiplied with. */
    public Field {
      if (scale != null) {
        scale = scale.stripTrailingZeros();
        if (scale.signum() <= 0 || scale.precision() > 18 || Math.abs(scale.scale()) > 18) {
          throw new Flaws(
              "scale", scale + " is no scale; write a number above 0 with at most 18 digits");
        }
      }
    }
  }

  /**
   * The currency of a quote; prices in a minor unit are hundredths of the whole.
   *
   * @param minorUnits codes of minor units, with the currency each is a hundredth of
   */
  public record Currency(
      Optional<String> fixed, List<Pointer> at, Scope in, Map<String, String> minorUnits) {

    /** Minor units that are known by these codes everywhere; GBp differs from GBP in case only. */
    private static final Map<String, String> KNOWN =
        Map.of("GBp", "GBP", "GBX", "GBP", "ZAC", "ZAR", "ILA", "ILS");

    /**
     * What prices are in.
     *
     * @param currency the code of the whole
     * @param parts how many of the unit make one of the currency
     */
    public record Unit(String currency, int parts) {}

    /** Takes a code, or a pointer to it. */
    @JsonCreator(mode = Mode.DELEGATING)
    static Currency of(String text) {
      boolean pointer = text.startsWith("/");
      return new Currency(
          pointer ? Optional.empty() : Optional.of(text),
          pointer ? List.of(Pointer.parse(text)) : List.of(),
          Scope.RECORD,
          Map.of());
    }

    /** Takes its members. */
    @JsonCreator
    public Currency {
      Map<String, String> minor = new HashMap<>(KNOWN);
      minorUnits.forEach(
          (unit, whole) -> {
            minor.put(unit, whole);
            if (!unit.equalsIgnoreCase(whole)) {
              minor.put(unit.toUpperCase(Locale.ROOT), whole);
            }
          });
      minorUnits = Map.copyOf(minor);
      Flaws flaws = new Flaws();
      for (String whole : minor.values()) {
        flaws.addIf(plain(whole).isEmpty(), "minor-units", whole + NO_CODE);
      }
      fixed.ifPresent(code -> flaws.addIf(named(code, minor).isEmpty(), "", code + NO_CODE));
      flaws.throwIfAny();
    }

    /** The unit that a code names, if it names one. */
    public Optional<Unit> unit(String code) {
      return named(code, minorUnits);
    }

    private static Optional<Unit> named(String code, Map<String, String> minorUnits) {
      String whole = minorUnits.get(code);
      if (whole == null) {
        whole = minorUnits.get(code.toUpperCase(Locale.ROOT));
      }
      return whole == null ? plain(code) : Optional.of(new Unit(whole, HUNDREDTHS));
    }

    /** Three letters in any case as ISO 4217 has them, or the four of a stable coin. */
    private static Optional<Unit> plain(String code) {
      boolean iso = code.length() == 3 && code.chars().allMatch(Currency::isLetter);
      boolean coin = code.length() == 4 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
      return iso || coin
          ? Optional.of(new Unit(code.toUpperCase(Locale.ROOT), 1))
          : Optional.empty();
    }

    private static boolean isLetter(int c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
  }

  /**
   * The market whose calendar a quote lives by.
   *
   * @param codes the vendor's names of markets, with the ISO 10383 code of each
   */
  public record Market(
      Optional<String> fixed, List<Pointer> at, Scope in, Map<String, String> codes) {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{4}|24/7|FX");

    /** Takes a code, or a pointer to it. */
    @JsonCreator(mode = Mode.DELEGATING)
    static Market of(String text) {
      boolean pointer = text.startsWith("/");
      return new Market(
          pointer ? Optional.empty() : Optional.of(text),
          pointer ? List.of(Pointer.parse(text)) : List.of(),
          Scope.RECORD,
          Map.of());
    }

    /** Takes its members. */
    @JsonCreator
    public Market {
      Flaws flaws = new Flaws();
      Stream.concat(fixed.stream(), codes.values().stream())
          .forEach(
              code ->
                  flaws.addIf(
                      !CODE.matcher(code).matches(),
                      "",
                      code
                          + " is no market; write an ISO 10383 code such as XNYS, or 24/7, or FX"));
      flaws.throwIfAny();
    }

    /** The same market for every quote. */
    public static Market always(String code) {
      return new Market(Optional.of(code), List.of(), Scope.RECORD, Map.of());
    }

    /** The market that the vendor calls this. */
    public Optional<String> market(String name) {
      return Optional.ofNullable(codes.get(name))
          .or(() -> Optional.of(name).filter(CODE.asMatchPredicate()));
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

    /** The pattern, if there is one. */
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
