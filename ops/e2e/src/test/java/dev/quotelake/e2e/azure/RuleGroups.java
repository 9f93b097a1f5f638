// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' rules as Azure Monitor takes them. It evaluates every minute at most, so shorter
 * times become one minute; its templates know neither {@code $externalURL} nor {@code query}.
 */
final class RuleGroups {

  private static final Pattern TIME = Pattern.compile("(\\d+)(ms|s|m|h|d)");
  private static final Pattern TIMES_OF_AN_EXPRESSION =
      Pattern.compile("(?<=[\\[:])\\d+(?:ms|s|m|h|d)(?=[]:])|(?<=offset )\\d+(?:ms|s|m|h|d)");
  private static final Pattern QUERY =
      Pattern.compile("\\{\\{ with query \"max\\(([a-z_:]+)\\)\" }}.*?\\{\\{ end }}");
  private static final Pattern CONSTANT = Pattern.compile("vector\\((\\d+)\\)");

  private final List<JsonNode> groups = new ArrayList<>();
  private final Map<String, String> constants = new HashMap<>();

  private RuleGroups(List<Path> files) {
    for (Path file : files) {
      Repository.yaml(file).get("groups").forEach(groups::add);
    }
    rules().forEach(this::remember);
  }

  /** Those of {@code ops/prometheus}, in the order of their files. */
  static RuleGroups ofTheRepository() {
    List<Path> files = new ArrayList<>(Repository.files("ops/prometheus/rules", ".yml"));
    files.add(Repository.path("ops/prometheus/azure.yml"));
    return new RuleGroups(files);
  }

  List<JsonNode> groups() {
    return groups;
  }

  private List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    groups.forEach(group -> group.get("rules").forEach(rules::add));
    return rules;
  }

  private void remember(JsonNode rule) {
    Matcher constant = CONSTANT.matcher(rule.get("expr").asText());
    if (rule.has("record") && constant.matches()) {
      constants.put(rule.get("record").asText(), constant.group(1) + "s");
    }
  }

  /** The Bicep module, whole. */
  String bicep() {
    StringBuilder text =
        new StringBuilder(
            """
            // SPDX-License-Identifier: Apache-2.0
            // Generated from ops/prometheus by ops/azure/rules: change the rules there, then run it.
            param name string
            param location string
            param tags object
            param workspaceId string
            param actionGroupId string
            param runbooks string
            param alerts bool
            """);
    groups.forEach(group -> text.append(bicep(group)));
    return text.toString();
  }

  private String bicep(JsonNode group) {
    String name = group.get("name").asText().replaceFirst("quotelake-", "");
    StringBuilder text =
        new StringBuilder(
            """

            resource %s 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
              name: '${name}-%s'
              location: location
              tags: tags
              properties: {
                enabled: %s
                scopes: [workspaceId]
                interval: 'PT1M'
                rules: [
            """
                .formatted(
                    symbol(name), name, group.at("/rules/0").has("alert") ? "alerts" : "true"));
    group.get("rules").forEach(rule -> text.append(rule.has("alert") ? alert(rule) : record(rule)));
    return text.append("    ]\n  }\n}\n").toString();
  }

  private static String record(JsonNode rule) {
    return "      {\n"
        + line(8, "record", quoted(rule.get("record").asText()))
        + line(8, "expression", quoted(expression(rule)))
        + object("labels", rule.path("labels"))
        + "      }\n";
  }

  private String alert(JsonNode rule) {
    boolean critical = rule.at("/labels/severity").asText().equals("critical");
    StringBuilder annotations = new StringBuilder("        annotations: {\n");
    rule.get("annotations")
        .fields()
        .forEachRemaining(
            it -> annotations.append(line(10, it.getKey(), annotation(it.getValue().asText()))));
    return "      {\n"
        + line(8, "alert", quoted(rule.get("alert").asText()))
        + line(8, "expression", quoted(expression(rule)))
        + line(8, "for", quoted(minutesOf(rule)))
        + line(8, "severity", critical ? "0" : "2")
        + object("labels", rule.path("labels"))
        + annotations
        + "        }\n        actions: [\n          {\n            actionGroupId: actionGroupId\n          }\n        ]\n"
        + "        resolveConfiguration: {\n          autoResolved: true\n          timeToResolve: 'PT2M'\n        }\n      }\n";
  }

  /** A rule's expression on one line, with whole minutes only. */
  static String expression(JsonNode rule) {
    return TIMES_OF_AN_EXPRESSION
        .matcher(rule.get("expr").asText().replaceAll("\\s+", " "))
        .replaceAll(
            time ->
                minutes(time.group()) * 60 == seconds(time.group())
                    ? time.group()
                    : minutes(time.group()) + "m");
  }

  private String annotation(String text) {
    String asked = QUERY.matcher(text).replaceAll(query -> constants.get(query.group(1)));
    return quoted(asked).replace("{{ $externalURL }}/user", "${runbooks}");
  }

  /** How long an alert must be active, in whole minutes, as ISO 8601 has it. */
  static String minutesOf(JsonNode alert) {
    return Duration.ofMinutes(minutes(alert.path("for").asText("1m"))).toString();
  }

  /** Rounded up. */
  private static long minutes(String time) {
    return (seconds(time) + 59) / 60;
  }

  private static long seconds(String time) {
    Matcher parts = TIME.matcher(time);
    if (!parts.matches()) {
      throw new IllegalArgumentException(time + " is no duration such as 30s or 5m");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "d" -> number * 86_400;
      case "h" -> number * 3_600;
      case "m" -> number * 60;
      case "s" -> number;
      default -> (number + 999) / 1_000;
    };
  }

  private static String object(String key, JsonNode values) {
    if (values.isMissingNode()) {
      return "";
    }
    StringBuilder text = new StringBuilder("        " + key + ": {\n");
    values
        .fields()
        .forEachRemaining(it -> text.append(line(10, it.getKey(), quoted(it.getValue().asText()))));
    return text.append("        }\n").toString();
  }

  private static String line(int indent, String key, String value) {
    return " ".repeat(indent) + key + ": " + value + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("${", "\\${") + "'";
  }

  private static String symbol(String name) {
    StringBuilder symbol = new StringBuilder();
    for (String word : name.split("-")) {
      symbol.append(
          symbol.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return symbol.toString();
  }
}
