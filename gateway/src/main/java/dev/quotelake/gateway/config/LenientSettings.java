// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings that the framework refuses, read once more: everything that is wrong with them, in
 * words, and what is left of them with defaults in the place of the rest, so that other checks can
 * add what they find.
 *
 * @param settings what is left
 * @param mistakes by setting
 */
public record LenientSettings(GatewaySettings settings, Map<String, String> mistakes) {

  private static final Pattern SETTING = Pattern.compile("quotelake\\.(?:\"[^\"]*\"|[^\\s\"])+");
  private static final Pattern VARIABLE = Pattern.compile("expand value (.+?) in property");
  private static final Pattern VALUE = Pattern.compile("config value \"?(.+?)\"? threw");
  private static final Pattern ALLOWED = Pattern.compile("allowed values: (.*)$");

  /** Stands for what must be there and is not. */
  private static final String PLACEHOLDER = "missing";

  /**
   * Reads them.
   *
   * @param sources where settings come from; asked for several times
   * @throws SettingsException if not even defaults can be read
   */
  public static LenientSettings read(Supplier<SmallRyeConfigBuilder> sources) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    Set<String> needed = new HashSet<>();
    while (true) {
      try {
        SmallRyeConfig config =
            sources
                .get()
                .withInterceptors(new Without(Set.copyOf(mistakes.keySet()), Set.copyOf(needed)))
                .withMapping(GatewaySettings.class)
                .build();
        return new LenientSettings(config.getConfigMapping(GatewaySettings.class), mistakes);
      } catch (ConfigValidationException refused) {
        if (!takeIn(refused, mistakes, needed)) {
          throw new SettingsException(List.of(refused.getMessage()));
        }
      }
    }
  }

  /** Whether there was anything new in it. */
  private static boolean takeIn(
      ConfigValidationException refused, Map<String, String> mistakes, Set<String> needed) {
    boolean news = false;
    for (int at = 0; at < refused.getProblemCount(); at++) {
      String problem = refused.getProblem(at).getMessage();
      Matcher setting = SETTING.matcher(problem);
      String name = setting.find() ? setting.group() : problem;
      if (mistakes.containsKey(name)) {
        news |= needed.add(name);
      } else {
        news = true;
        mistakes.put(name, words(name, problem));
      }
    }
    return news;
  }

  private static String words(String name, String problem) {
    if (problem.contains("does not map to any root")) {
      return name + " is no setting" + KnownSettings.nearest(name);
    }
    if (problem.contains("is required but it could not be found")) {
      return name + " is missing";
    }
    if (problem.contains("empty String")) {
      return name + " is empty: give a value, or leave it out";
    }
    Matcher variable = VARIABLE.matcher(problem);
    if (variable.find()) {
      return name + " refers to " + variable.group(1) + ", which is not set in the environment";
    }
    Matcher value = VALUE.matcher(problem);
    String given = value.find() ? name + "=" + value.group(1) : name;
    Matcher allowed = ALLOWED.matcher(problem);
    return allowed.find()
        ? given + " is not one of " + sorted(allowed.group(1))
        : given + " cannot be read: " + KnownSettings.example(name);
  }

  private static String sorted(String values) {
    return Stream.of(values.split(",")).sorted().collect(Collectors.joining(", "));
  }

  /** The settings there are. */
  private static final class KnownSettings {

    /** The default of each setting, if it has one; a name may hold {@code *} for a part. */
    private static final Map<String, String> DEFAULTS =
        ConfigClass.configClass(GatewaySettings.class).getProperties();

    private static final int FARTHEST = 3;

    private static String defaultOf(String name) {
      String[] parts = name.split("\\.");
      return DEFAULTS.entrySet().stream()
          .filter(known -> like(parts, known.getKey()).equals(name))
          .map(Map.Entry::getValue)
          .filter(value -> value != null)
          .findFirst()
          .orElse(null);
    }

    private static String example(String name) {
      String byDefault = defaultOf(name);
      return byDefault == null ? "it must be a number" : "the default is " + byDefault;
    }

    private static String nearest(String name) {
      String[] parts = name.split("\\.");
      String best = "";
      int least = FARTHEST + 1;
      for (String known : DEFAULTS.keySet()) {
        String like = like(parts, known);
        int distance = distance(name, like);
        if (distance < least) {
          least = distance;
          best = "; do you mean " + like + "?";
        }
      }
      return best;
    }

    /** A known name with the other's parts in the place of its stars. */
    private static String like(String[] parts, String known) {
      String[] like = known.split("\\.");
      for (int at = 0; at < like.length; at++) {
        like[at] = like[at].equals("*") && at < parts.length ? parts[at] : like[at];
      }
      return String.join(".", like);
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

  /** Hides settings, so that their defaults count. */
  private record Without(Set<String> hidden, Set<String> needed)
      implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
      if (!hidden.contains(name)) {
        return context.proceed(name);
      }
      String value = KnownSettings.defaultOf(name);
      String shown = value == null && needed.contains(name) ? PLACEHOLDER : value;
      return shown == null ? null : ConfigValue.builder().withName(name).withValue(shown).build();
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
      List<String> names = new ArrayList<>(needed);
      context
          .iterateNames()
          .forEachRemaining(
              name -> {
                if (!hidden.contains(name)) {
                  names.add(name);
                }
              });
      return names.iterator();
    }
  }
}
