// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names an expression of PromQL uses. Reads what rules and dashboards of this repository write,
 * not the whole language: no comments, no braces or quotes inside of strings.
 */
record PromExpression(List<Selector> selectors, List<String> groupingLabels) {

  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:.$\\[])([a-zA-Z_][\\w:]*)\\s*(\\{[^}]*}|\\(|)");
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "on", "inf", "Inf", "NaN");

  /** A metric's name with the labels asked of it. */
  record Selector(String name, List<LabelMatcher> matchers) {}

  /** One condition on a label; a regular expression of alternatives gives several values. */
  record LabelMatcher(String label, List<String> values) {}

  static PromExpression of(String text) {
    List<String> labels = new ArrayList<>();
    Matcher groupings = GROUPING.matcher(text);
    while (groupings.find()) {
      for (String label : groupings.group(2).split(",", -1)) {
        if (!label.isBlank()) {
          labels.add(label.strip());
        }
      }
    }
    return new PromExpression(selectors(GROUPING.matcher(text).replaceAll(" ")), labels);
  }

  private static List<Selector> selectors(String text) {
    List<Selector> selectors = new ArrayList<>();
    Matcher names = NAME.matcher(withoutStringsOutsideOfSelectors(text));
    while (names.find()) {
      boolean function = names.group(2).equals("(");
      if (!function && !KEYWORDS.contains(names.group(1))) {
        selectors.add(new Selector(names.group(1), matchers(names.group(2))));
      }
    }
    return selectors;
  }

  private static String withoutStringsOutsideOfSelectors(String text) {
    StringBuilder kept = new StringBuilder();
    Matcher selectors = Pattern.compile("\\{[^}]*}").matcher(text);
    int from = 0;
    while (selectors.find()) {
      kept.append(withoutStrings(text.substring(from, selectors.start())));
      kept.append(selectors.group());
      from = selectors.end();
    }
    return kept.append(withoutStrings(text.substring(from))).toString();
  }

  private static String withoutStrings(String text) {
    return text.replaceAll("\"[^\"]*\"", "");
  }

  private static List<LabelMatcher> matchers(String braces) {
    List<LabelMatcher> matchers = new ArrayList<>();
    Matcher found = MATCHER.matcher(braces);
    while (found.find()) {
      boolean pattern = found.group(2).endsWith("~");
      boolean variable = found.group(3).contains("$") || found.group(3).contains(".*");
      List<String> values =
          variable
              ? List.of()
              : pattern ? List.of(found.group(3).split("\\|", -1)) : List.of(found.group(3));
      matchers.add(new LabelMatcher(found.group(1), values));
    }
    return matchers;
  }
}
