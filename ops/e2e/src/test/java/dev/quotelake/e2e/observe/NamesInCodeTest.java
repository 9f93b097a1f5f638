// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.e2e.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The programs' sources hold the contract's names, all of them and no others. */
class NamesInCodeTest {

  /** Settings of the gateway begin with {@code quotelake.}, its meters with this. */
  private static final Pattern GATEWAY = Pattern.compile("\"(quotelake\\.gateway\\.[a-z.]+)\"");

  private static final Pattern LAKE = Pattern.compile("\"(quotelake_[a-z_]+)\"");

  /** What Micrometer adds: the base unit, and _total to counters. */
  private static final Pattern ADDED =
      Pattern.compile("|_total|_seconds|_quotes|_symbols|_state|_units");

  private final MetricsContract contract = MetricsContract.read();

  @Test
  void theGatewaysMetersAreThoseOfTheContract() {
    Set<String> names = names("gateway");
    Set<String> found = new TreeSet<>();
    List<String> unknown = new ArrayList<>();
    for (String literal : literals("gateway/src/main/java", GATEWAY)) {
      String base = literal.replace('.', '_');
      List<String> owners =
          names.stream()
              .filter(name -> name.startsWith(base))
              .filter(name -> ADDED.matcher(name.substring(base.length())).matches())
              .toList();
      found.addAll(owners);
      if (owners.isEmpty()) {
        unknown.add(literal);
      }
    }
    assertThat(unknown).as("names in code that are not in the contract").isEmpty();
    assertThat(found).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void theLakesMetersAreThoseOfTheContract() {
    assertThat(literals("spark-job/src/main/java", LAKE))
        .containsExactlyInAnyOrderElementsOf(names("lake"));
  }

  private Set<String> names(String program) {
    Set<String> names = new TreeSet<>();
    contract.of(program).forEach(metric -> names.add(metric.name()));
    return names;
  }

  private static Set<String> literals(String folder, Pattern pattern) {
    Set<String> literals = new TreeSet<>();
    for (var file : Repository.files(folder, ".java")) {
      Matcher found = pattern.matcher(Repository.text(file));
      while (found.find()) {
        literals.add(found.group(1));
      }
    }
    return literals;
  }
}
