// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

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

  private static final Pattern SETTING =
      Pattern.compile("(?:quotelake|quarkus|mp)\\.(?:\"[^\"]*\"|[^\\s\"])+");
  private static final Pattern VARIABLE = Pattern.compile("expand value (.+?) in property");
  private static final Pattern VALUE = Pattern.compile("config value \"?(.+?)\"? threw");
  private static final Pattern ALLOWED = Pattern.compile("allowed values: (.*)$");

  /** Stands for what must be there and is not. */
  private static final String PLACEHOLDER = "missing";

  /**
   * @param refusal the framework's, of any of the program's settings
   * @param sources where settings come from; asked for several times
   * @throws SettingsException if not even defaults can be read
   */
  public static LenientSettings read(
      ConfigValidationException refusal, Supplier<SmallRyeConfigBuilder> sources) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    Set<String> needed = new HashSet<>();
    takeIn(refusal, mistakes, needed);
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
      return name
          + " is no setting"
          + KnownSettings.nearest(name).map(meant -> "; do you mean " + meant + "?").orElse("");
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
    if (allowed.find()) {
      return given + " is not one of " + sorted(allowed.group(1));
    }
    String byDefault = KnownSettings.defaultOf(name);
    return given
        + " cannot be read: "
        + (byDefault == null
            ? problem.replaceFirst(".*converted (SRCFG[0-9]+: )?", "")
            : "the default is " + byDefault);
  }

  private static String sorted(String values) {
    return Stream.of(values.split(",")).sorted().collect(Collectors.joining(", "));
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
