// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.ResetHeader;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.Rest;
import dev.quotelake.gateway.provider.http.definition.LimitsDefinition;
import dev.quotelake.gateway.provider.http.definition.PagingDefinition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what bounds the use of a provider. */
final class LimitsReader {

  private LimitsReader() {}

  static Optional<PagingDefinition> paging(Section section) {
    return section.isThere()
        ? Optional.of(
            new PagingDefinition(
                Pointer.parse(section.text("next").orElse("")),
                section.text("parameter"),
                section.number("pages-at-most", 10)))
        : Optional.empty();
  }

  static BudgetDefinition budget(Section section) {
    Map<Window, Integer> limits = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      if (section.has(window.key())) {
        limits.put(window, section.number(window.key(), 0));
      }
    }
    return new BudgetDefinition(
        BudgetDefinition.Unit.valueOf(
            section.text("unit").orElse("request").toUpperCase(Locale.ROOT)),
        limits,
        section.text("windows").orElse("sliding").equals("clock"),
        zone(section.at("zone")));
  }

  static CoolDownDefinition coolDown(Section section) {
    Map<Kind, Rest> byKind = new EnumMap<>(Kind.class);
    ConditionReader.KINDS.forEach(
        (name, kind) -> {
          if (section.has(name)) {
            byKind.put(kind, rest(section.at(name)));
          }
        });
    byKind.putIfAbsent(Kind.RATE_LIMITED, new Rest.For(Duration.ofSeconds(30)));
    byKind.putIfAbsent(Kind.QUOTA_EXHAUSTED, new Rest.For(Duration.ofMinutes(15)));
    byKind.putIfAbsent(Kind.UNAUTHENTICATED, new Rest.For(Duration.ofSeconds(30)));
    byKind.putIfAbsent(Kind.NOT_IN_PLAN, new Rest.For(Duration.ofMinutes(5)));
    return new CoolDownDefinition(
        section.at("reset-header").elements().stream().map(LimitsReader::resetHeader).toList(),
        byKind,
        zone(section.at("zone")));
  }

  private static ResetHeader resetHeader(Section section) {
    return section.isObject()
        ? new ResetHeader(
            section.text("name").orElse(""),
            ResetHeader.Format.valueOf(
                section
                    .text("format")
                    .orElse("epoch-seconds")
                    .toUpperCase(Locale.ROOT)
                    .replace('-', '_')))
        : new ResetHeader(section.text(), ResetHeader.Format.EPOCH_SECONDS);
  }

  private static Rest rest(Section section) {
    String text = section.text();
    return text.startsWith("end-of-")
        ? new Rest.EndOf(
            Window.valueOf(text.substring("end-of-".length()).toUpperCase(Locale.ROOT)))
        : new Rest.For(duration(section, Duration.ofMinutes(1)));
  }

  static LimitsDefinition limits(Section section) {
    return new LimitsDefinition(
        duration(section.at("connect-timeout"), Duration.ofSeconds(5)),
        duration(section.at("read-timeout"), Duration.ofSeconds(10)),
        duration(section.at("timeout"), Duration.ofSeconds(20)),
        bytes(section.at("response-size")));
  }

  private static Duration duration(Section section, Duration otherwise) {
    return section.isThere()
        ? section.read(
            LimitsReader::duration, otherwise, "write a time such as 500ms, 30s, 5m or 1h")
        : otherwise;
  }

  private static Duration duration(String text) {
    String number = text.replaceAll("[a-z]+$", "");
    long value = Long.parseLong(number);
    return switch (text.substring(number.length())) {
      case "ms" -> Duration.ofMillis(value);
      case "s" -> Duration.ofSeconds(value);
      case "m" -> Duration.ofMinutes(value);
      case "h" -> Duration.ofHours(value);
      default -> throw new IllegalArgumentException(text + " has no unit of time");
    };
  }

  private static int bytes(Section section) {
    if (!section.isThere()) {
      return 8 << 20;
    }
    String text = section.text();
    int unit = text.endsWith("MiB") ? 20 : text.endsWith("KiB") ? 10 : 0;
    return section.read(
        size -> Math.multiplyExact(Integer.parseInt(size.replaceAll("[A-Za-z ]+$", "")), 1 << unit),
        16 << 20,
        "write a size such as 512KiB or 16MiB");
  }

  private static ZoneId zone(Section section) {
    return section.isThere()
        ? section.read(ZoneId::of, ZoneOffset.UTC, "name a zone such as America/New_York or UTC")
        : ZoneOffset.UTC;
  }
}
