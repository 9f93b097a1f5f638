// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of settings in the README holds every setting there is, with its default, and no other.
 */
class SettingsReferenceTest {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(quotelake[^`]*)` \\| (?:`([^`]*)`)? ?\\| \\S.*\\|$", Pattern.MULTILINE);

  @Test
  void theReadmeTellsEverySettingWithItsDefault() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Map<String, String> told =
        ROW.matcher(readme)
            .results()
            .collect(
                Collectors.toMap(
                    row -> row.group(1),
                    row -> Optional.ofNullable(row.group(2)).orElse(""),
                    (a, b) -> a,
                    TreeMap::new));
    Map<String, String> real = new TreeMap<>();
    collect("quotelake", GatewaySettings.class, real);
    for (String window : new String[] {"minute", "hour", "day", "month"}) {
      assertThat(real.remove("quotelake.providers.NAME.budget." + window)).isNotNull();
    }

    assertThat(told).isEqualTo(real);
  }

  private static void collect(String prefix, Class<?> settings, Map<String, String> into) {
    for (Method method : settings.getDeclaredMethods()) {
      String name = prefix + "." + kebab(method.getName());
      Class<?> type = method.getReturnType();
      if (type == Map.class) {
        Type value =
            ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1];
        if (value == String.class) {
          into.put(name + ".KEY", "");
        } else {
          collect(name + ".NAME", (Class<?>) value, into);
        }
      } else if (type.isInterface()) {
        collect(name, type, into);
      } else {
        WithDefault byDefault = method.getAnnotation(WithDefault.class);
        into.put(name, byDefault == null ? "" : byDefault.value());
      }
    }
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
