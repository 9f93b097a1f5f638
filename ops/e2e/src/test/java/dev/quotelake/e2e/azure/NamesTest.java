// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.e2e.Repository;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A thing has one name in Bicep, bundle, images, settings, scripts and documents. */
class NamesTest {

  private static final Pattern SETTING =
      Pattern.compile("^\\| `(quotelake[^`]*)` \\| (?:`([^`]*)`)?", Pattern.MULTILINE);

  private final String gateway = Deployment.text("ops/azure/modules/gateway.bicep");
  private final String settings = Deployment.text("ops/azure/quotelake.properties");
  private final Map<String, String> reference = reference();

  @Test
  void theHubsAreTheOnesThatGatewayAndLakeUse() {
    Set<String> made =
        Deployment.found(
            Deployment.text("ops/azure/modules/hub.bicep"),
            "eventhubs@[0-9-]+' = \\{\\n  parent: namespace\\n  name: '([^']+)'");

    assertThat(made)
        .containsExactlyInAnyOrder(
            reference.get("quotelake.hub.name"),
            reference.get("quotelake.hub.dead-letter-name"),
            reference.get("quotelake.watchlist.control-name"));
    assertThat(
            Deployment.found(
                Deployment.text("ops/azure/modules/roles.bicep"),
                "'eventhubs' existing = \\{\\n    name: '([^']+)'"))
        .isEqualTo(made);
    assertThat(
            Deployment.yaml("ops/databricks/databricks.yml").at("/variables/hub/default").asText())
        .isEqualTo(reference.get("quotelake.hub.name"));
  }

  @Test
  void theGatewaysEnvironmentIsOfSettingsThatThereAre() {
    for (String variable : Deployment.found(gateway, "name: '([A-Z_]+)'")) {
      if (variable.startsWith("QUOTELAKE_")) {
        assertThat(reference.keySet())
            .extracting(name -> name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
            .contains(variable);
      } else {
        assertThat(variable).isIn("SMALLRYE_CONFIG_LOCATIONS", "KEY_VAULT");
      }
    }
  }

  @Test
  void theSettingsAreSettingsThatThereAreAndUseOnlyWhatTheDeploymentGives() {
    Set<String> known = new TreeSet<>();
    reference.keySet().forEach(name -> known.add(name.replaceAll("NAME|KEY", "[a-z-]+")));
    for (String setting : Deployment.found(settings, "^([a-z][a-z.-]+)=")) {
      assertThat(known).as(setting).anyMatch(setting::matches);
    }
    assertThat(Deployment.found(settings, "\\$\\{([^}]+)}")).containsExactly("KEY_VAULT");
  }

  @Test
  void theSecretsThatTheSettingsNameArePutIntoTheVaultByTheWalkThrough() {
    Set<String> secrets = Deployment.found(settings, "/secrets/([a-z-]+)");

    assertThat(secrets).isNotEmpty();
    assertThat(Deployment.text("ops/azure/README.md"))
        .contains(secrets.stream().map(name -> "--name " + name).toList());
  }

  @Test
  void theImagesAreThoseThatTheScriptPutsIntoTheRegistry() {
    String template = Deployment.text("ops/azure/main.bicep");
    String script = Deployment.text("ops/azure/deploy");
    Set<String> used = Deployment.found(template, "^param [a-z]+Image string = '([^']+)'");

    assertThat(Deployment.found(script, "--image (p[^ ]+)")).isEqualTo(used).hasSize(2);
    assertThat(Deployment.found(script, "--source quay.io/prometheus/([^ ]+)")).isEqualTo(used);
    assertThat(script).doesNotContain("docker.io");
    assertThat(template).contains("image: 'quotelake-gateway:${gatewayVersion}'");
    assertThat(script).contains("/quotelake-gateway:$version");
    assertThat(Deployment.text(".github/workflows/release.yml")).contains("/quotelake-gateway\n");
    assertThat(Deployment.text(".github/workflows/deploy.yml")).contains("/quotelake-gateway:${{");
  }

  @Test
  void theAgentHasTheFlagsOfPrometheus3AndFindsItsNeighbours() {
    String agent = Deployment.text("ops/azure/modules/agent.bicep");
    Set<String> placeholders =
        Deployment.found(Deployment.text("ops/prometheus/agent.yml"), "(REPLACE_ME_[A-Z_]+)");

    assertThat(Deployment.text("ops/azure/main.bicep")).contains("'prometheus:v3.");
    assertThat(agent).contains("'--agent'").doesNotContain("--enable-feature");
    assertThat(Deployment.found(agent, "'(REPLACE_ME_[A-Z_]+)'")).isEqualTo(placeholders);
    assertThat(gateway).contains("'quotelake-gateway',", "'/q/metrics',", "managementPort = 9000");
    assertThat(Deployment.text("ops/azure/modules/pushgateway.bicep"))
        .contains("'quotelake-pushgateway',", "'/metrics',", "port = 9091");
    assertThat(Deployment.text("ops/prometheus/azure.yml"))
        .contains("job=\"quotelake-gateway\"", "job=\"quotelake-pushgateway\"");
  }

  @Test
  void everyOutputThatTheScriptReadsIsGiven() {
    String template = Deployment.text("ops/azure/main.bicep");
    Set<String> given = Deployment.found(template, "^output ([A-Za-z]+) ");

    assertThat(given)
        .containsAll(
            Deployment.found(Deployment.text("ops/azure/deploy"), "output ([a-z][A-Za-z]+)\\)"));
    assertThat(Deployment.text("ops/databricks/setup"))
        .contains("QUOTELAKE_CONNECTOR", "QUOTELAKE_LAKE_STORAGE");
    assertThat(Deployment.text("ops/azure/deploy"))
        .contains("QUOTELAKE_CONNECTOR", "QUOTELAKE_LAKE_STORAGE");
  }

  @Test
  void whatIsUniqueInTheWorldIsNamedUniquely() {
    String template = Deployment.text("ops/azure/main.bicep");

    assertThat(
            Deployment.found(template, "^  (registry|vault|hub|storage|grafana): .*\\$\\{unique}"))
        .containsExactly("grafana", "hub", "registry", "storage", "vault");
    assertThat(template).contains("uniqueString(subscription().subscriptionId, prefix, location)");
  }

  @Test
  void rolesComeBeforeAppsAndAnAppOnlyWithItsImage() {
    String template = Deployment.text("ops/azure/main.bicep");

    for (String app : List.of("gateway", "pushgateway")) {
      String module =
          template.substring(template.indexOf("module " + app + " "), template.length());
      assertThat(module.substring(0, module.indexOf("\n}\n")))
          .contains("if (!empty(gatewayVersion))")
          .containsPattern("dependsOn: \\[\\n    roles\\n");
    }
    assertThat(Deployment.text("ops/azure/deploy"))
        .contains("set -- platform images app dashboards");
    assertThat(gateway)
        .containsPattern(
            "path: '/q/health/started'\\n[^]]*periodSeconds: 5\\n[^]]*failureThreshold: 120");
  }

  @Test
  void noServiceTakesAKeyAndNoAppHoldsTheIdentityThatPulls() {
    String bicep = Deployment.bicep();

    assertThat(bicep)
        .contains("allowSharedKeyAccess: false", "adminUserEnabled: false")
        .contains("enableRbacAuthorization: true", "enablePurgeProtection: true")
        .doesNotContain("listKeys")
        .doesNotContain("sharedKey:");
    assertThat(Deployment.found(bicep, "(disableLocalAuth: true)")).hasSize(1);
    for (String app : List.of("gateway", "pushgateway")) {
      assertThat(Deployment.text("ops/azure/modules/" + app + ".bicep"))
          .containsPattern("identity: pull.id\\n +lifecycle: 'None'");
    }
  }

  @Test
  void theWalkThroughGivesWhatTheScriptsAskForAndRunsEveryStage() {
    String walkThrough = Deployment.text("ops/azure/README.md");
    String deploy = Deployment.text("ops/azure/deploy");
    Set<String> given = Deployment.found(walkThrough, "export ([A-Z_]+)=");
    given.addAll(Deployment.found(deploy, "^    ([A-Za-z_]+) \"\\$\\(output"));

    assertThat(given)
        .containsAll(Deployment.found(deploy, "\\$\\{([A-Za-z_]+):\\?"))
        .containsAll(
            Deployment.found(Deployment.text("ops/databricks/setup"), "\\{([A-Z][A-Za-z_]+):\\?"));
    for (String file : List.of("dev", "prod")) {
      assertThat(given)
          .containsAll(
              Deployment.found(
                  Deployment.text("ops/azure/" + file + ".bicepparam"),
                  "readEnvironmentVariable\\('([A-Z_]+)'\\)"));
    }
    for (String stage : List.of("platform", "images", "app", "dashboards", "outputs")) {
      assertThat(deploy).contains("\n" + stage + "() {");
      assertThat(walkThrough).containsPattern("ops/azure/deploy dev [a-z ]*\\b" + stage + "\\b");
    }
    assertThat(walkThrough)
        .contains("az deployment sub create", "azd -C ops/azure", "ops/databricks/setup dev")
        .contains("databricks bundle deploy --target dev", "User Access Administrator");
  }

  @Test
  void everyStepOfTheWalkThroughSaysWhatWasCheckedHere() {
    String walkThrough = Deployment.text("ops/azure/README.md");
    String first = walkThrough.substring(walkThrough.indexOf("## The first deployment"));

    assertThat(first.substring(0, first.indexOf("\n## ")).split("\n### "))
        .hasSizeGreaterThan(6)
        .allSatisfy(step -> assertThat(step).containsPattern("Here: |\\*\\*Here\\*\\*"));
  }

  private static Map<String, String> reference() {
    Map<String, String> reference = new TreeMap<>();
    Matcher row = SETTING.matcher(Repository.text(Repository.path("gateway/README.md")));
    while (row.find()) {
      reference.put(row.group(1), row.group(2));
    }
    return reference;
  }
}
