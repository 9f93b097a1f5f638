// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.e2e.Repository;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The files that deploy quotelake, read. */
final class Deployment {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Deployment() {}

  /** A YAML file with its anchors resolved. */
  static JsonNode yaml(String path) {
    return JSON.valueToTree(new Yaml().<Object>load(text(path)));
  }

  static String text(String path) {
    return Repository.text(Repository.path(path));
  }

  /** What the first group of a pattern matches in a text, every time; sorted. */
  static Set<String> found(String text, String pattern) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** All of Bicep's text. */
  static String bicep() {
    StringBuilder text = new StringBuilder();
    Repository.files("ops/azure", ".bicep").forEach(file -> text.append(Repository.text(file)));
    return text.toString();
  }

  /** All of the bundle's text. */
  static String bundle() {
    StringBuilder text = new StringBuilder();
    Repository.files("ops/databricks", ".yml").forEach(file -> text.append(Repository.text(file)));
    return text.toString();
  }
}
