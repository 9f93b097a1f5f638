// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.stream.Stream;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.quotelake.gateway", importOptions = DoNotIncludeTests.class)
class LayeringTest {

  private static final String ROOT = "dev.quotelake.gateway";

  @ArchTest
  static final ArchRule QUOTE_KNOWS_ONLY_JAVA =
      classes()
          .that()
          .resideInAPackage(ROOT + ".quote..")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(ROOT + ".quote..", "java.."));

  @ArchTest static final ArchRule BASE_KNOWS_NOTHING_OF_OURS = knowsOfOurs("base");

  @ArchTest static final ArchRule CONFIG_KNOWS_NOTHING_OF_OURS = knowsOfOurs("config");

  @ArchTest static final ArchRule CONTRACT_KNOWS_QUOTES_ONLY = knowsOfOurs("contract", "quote");

  @ArchTest static final ArchRule IDENTITY_KNOWS_SETTINGS_ONLY = knowsOfOurs("identity", "config");

  @ArchTest
  static final ArchRule PROVIDERS_KNOW_QUOTES_AND_SETTINGS =
      knowsOfOurs("provider", "quote", "config");

  @ArchTest
  static final ArchRule PUBLISHING_SEES_NO_POLLING =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".publish..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".poll..",
              ROOT + ".metrics..",
              ROOT + ".status..",
              ROOT + ".provider.http..",
              ROOT + ".provider.guard..");

  @ArchTest
  static final ArchRule POLLING_SEES_PORTS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".poll..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  ROOT + ".publish.kafka..",
                  ROOT + ".publish.eventhubs..",
                  ROOT + ".provider.http..",
                  ROOT + ".provider.guard..",
                  ROOT + ".provider.setup..",
                  ROOT + ".contract..",
                  ROOT + ".metrics..",
                  ROOT + ".status.."));

  @ArchTest
  static final ArchRule ONLY_PUBLISHING_MEETS_THE_CONTRACT =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".publish..", ROOT + ".contract..")
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + ".contract.."));

  @ArchTest
  static final ArchRule THE_WAYS_TO_THE_HUB_DO_NOT_KNOW_EACH_OTHER =
      SlicesRuleDefinition.slices()
          .matching(ROOT + ".publish.(*)..")
          .should()
          .notDependOnEachOther();

  /** Parts get what they need in their constructors; one class puts them together. */
  @ArchTest
  static final ArchRule ONE_WIRING =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".status..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("jakarta.inject..", "jakarta.enterprise.."));

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  private static ArchRule knowsOfOurs(String layer, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(layer, "base"), Stream.of(others))
            .map(each -> ROOT + "." + each + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + layer + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(allowed))));
  }
}
