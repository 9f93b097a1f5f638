// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of whatever may be shown: the configured keys however they are encoded, and
 * anything that stands behind the name of a key in a URL or a JSON member.
 */
public final class Redactor {

  private static final String HIDDEN = "***";

  /** Shorter texts would be found everywhere by chance. */
  private static final int SHORTEST = 4;

  private static final Pattern NAMED =
      Pattern.compile(
          "((?:api|access|secret|private)[_-]?(?:key|token)|apikey|token|secret|password)"
              + "(\"?\\s*[=:]\\s*\"?)[^&\\s\"',;}]+",
          Pattern.CASE_INSENSITIVE);

  private final List<Secret> keys;
  private volatile Known known;

  /**
   * What is taken out.
   *
   * @param values of the keys
   * @param spellings of these and of the values before, the longest first
   */
  private record Known(List<String> values, List<String> spellings) {}

  /** Knows these keys, and their last values when they change. */
  public Redactor(Collection<Secret> keys) {
    this.keys = List.copyOf(keys);
    known = known(values(), List.of());
  }

  private List<String> values() {
    return keys.stream().map(Secret::reveal).toList();
  }

  private List<String> secrets() {
    List<String> values = values();
    if (!known.values.equals(values)) {
      known = known(values, known.values);
    }
    return known.spellings;
  }

  private static Known known(List<String> values, List<String> before) {
    return new Known(
        values,
        Stream.concat(values.stream(), before.stream())
            .filter(secret -> secret.length() >= SHORTEST)
            .flatMap(Redactor::spellings)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  private static Stream<String> spellings(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        secret,
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Percent.encode(secret),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        secret.replace("/", "\\/"),
        secret.replace("\"", "\\\""));
  }

  /** The text without secrets; null stays null. */
  public String redact(String text) {
    if (text == null) {
      return null;
    }
    List<String> secrets = secrets();
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return NAMED.matcher(withoutCutSecret(clean, secrets)).replaceAll("$1$2" + HIDDEN);
  }

  /** Takes out the beginning of a secret that was cut off with the end of a text. */
  private static String withoutCutSecret(String text, List<String> secrets) {
    for (String secret : secrets) {
      for (int length = secret.length() - 1; length >= SHORTEST; length--) {
        if (text.endsWith(secret.substring(0, length))) {
          return text.substring(0, text.length() - length) + HIDDEN;
        }
      }
    }
    return text;
  }
}
