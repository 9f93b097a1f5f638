// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The names there are, for a person who has written another. */
final class KnownSettings {

  /** The default of each setting, if it has one; a name may hold {@code *} for a part. */
  private static final Map<String, String> DEFAULTS =
      ConfigClass.configClass(GatewaySettings.class).getProperties();

  /** So many letters away from a setting a name of the settings is probably meant as that one. */
  private static final int FARTHEST = 3;

  /** The environment is shared with others. */
  private static final int FARTHEST_IN_ENVIRONMENT = 2;

  private static final String PROVIDERS = "QUOTELAKE_PROVIDERS_";

  /** What Kubernetes puts into the environment for a service of that name. */
  private static final String OF_A_SERVICE = ".*_(SERVICE|PORT)(_.*)?";

  private KnownSettings() {}

  /** The default of a setting, or null. */
  static String defaultOf(String name) {
    String[] parts = name.split("\\.");
    return DEFAULTS.entrySet().stream()
        .filter(known -> like(parts, known.getKey()).equals(name))
        .map(Map.Entry::getValue)
        .filter(value -> value != null)
        .findFirst()
        .orElse(null);
  }

  /** The name that was probably meant. */
  static Optional<String> nearest(String name) {
    String[] parts = name.split("\\.");
    return nearest(name, DEFAULTS.keySet().stream().map(known -> like(parts, known)), FARTHEST);
  }

  /**
   * What is meant as a setting and is none. A variable that is merely unknown may be anybody's.
   *
   * @param environment names of its variables
   */
  static List<String> misspelt(Set<String> environment) {
    List<String> known = DEFAULTS.keySet().stream().map(KnownSettings::variable).toList();
    return environment.stream()
        .filter(name -> name.startsWith("QUOTELAKE_") && !name.matches(OF_A_SERVICE))
        .filter(name -> known.stream().noneMatch(name::matches))
        .flatMap(name -> misspelt(name, known).stream())
        .sorted()
        .toList();
  }

  private static Optional<String> misspelt(String name, Collection<String> known) {
    String what = name + " in the environment is no setting";
    return nearest(name, known.stream(), FARTHEST_IN_ENVIRONMENT)
        .map(meant -> what + "; do you mean " + meant + "?")
        .or(() -> name.startsWith(PROVIDERS) ? Optional.of(what) : Optional.empty());
  }

  /** The variable of a setting, with an expression for the parts that a person names. */
  private static String variable(String known) {
    return known.toUpperCase(Locale.ROOT).replaceAll("[^A-Z*]", "_").replace("*", "[A-Z0-9_]+");
  }

  /** A known name with the other's parts in the place of its stars. */
  private static String like(String[] parts, String known) {
    String[] like = known.split("\\.");
    for (int at = 0; at < like.length; at++) {
      like[at] = like[at].equals("*") && at < parts.length ? parts[at] : like[at];
    }
    return String.join(".", like);
  }

  private static Optional<String> nearest(String name, Stream<String> candidates, int farthest) {
    String best = null;
    int least = farthest + 1;
    for (String candidate : (Iterable<String>) candidates::iterator) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Letters to insert, leave out or change (Levenshtein). */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      before[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] now = new int[other.length() + 1];
      now[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        now[column] =
            Math.min(before[column - 1] + change, 1 + Math.min(before[column], now[column - 1]));
      }
      before = now;
    }
    return before[other.length()];
  }
}
