// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.quotelake.lake.silver.QuoteExpectations;
import java.util.Map;
import java.util.stream.Collectors;

/** Which part of the job may know which. */
@AnalyzeClasses(packages = "dev.quotelake.lake", importOptions = LayeringTest.OfTheJob.class)
class LayeringTest {

  /** Archunit's own option for this knows the folder of one build only. */
  static final class OfTheJob implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static final String OURS = "dev.quotelake.lake..";

  private static final String[] TABLES = {
    "dev.quotelake.lake.bronze..", "dev.quotelake.lake.silver..", "dev.quotelake.lake.gold.."
  };

  @ArchTest static final ArchRule settingsKnowNothingOfOurs = only("config", "config");

  @ArchTest
  static final ArchRule calendarsKnowSettingsAlone = only("calendar", "calendar", "config");

  @ArchTest static final ArchRule theContractStandsAlone = only("contract", "contract");

  @ArchTest
  static final ArchRule theSourceKnowsTheContract = only("source", "source", "contract", "config");

  @ArchTest
  static final ArchRule whatATableIsKnowsNothingElse = only("pipeline.table", "pipeline.table");

  @ArchTest
  static final ArchRule theStoreKnowsWhatATableIs =
      only("pipeline.store", "pipeline.store", "pipeline.table", "source");

  @ArchTest
  static final ArchRule aMicroBatchKnowsTheStore =
      only("pipeline.batch", "pipeline.batch", "pipeline.store", "pipeline.table", "source");

  @ArchTest
  static final ArchRule theEngineKnowsNoTable = only("pipeline", "pipeline", "source", "config");

  @ArchTest
  static final ArchRule bronzeKnowsTheEngineAndTheSource =
      only("bronze", "bronze", "pipeline", "source");

  @ArchTest
  static final ArchRule silverKnowsBronze =
      only(
          "silver",
          "silver",
          "bronze",
          "calendar",
          "pipeline",
          "source",
          "contract",
          "config",
          "reference");

  @ArchTest
  static final ArchRule goldKnowsSilver = only("gold", "gold", "silver", "pipeline", "contract");

  @ArchTest
  static final ArchRule referenceKnowsNoTable =
      only("reference", "reference", "calendar", "pipeline", "config");

  @ArchTest
  static final ArchRule metricsKnowTheTablesAndTheCalendars =
      only("metrics", "metrics", "pipeline", "bronze", "silver", "gold", "calendar", "config");

  @ArchTest
  static final ArchRule thePageKnowsWhatIsMeasuredAndGold =
      only("page", "page", "metrics", "pipeline", "bronze", "gold", "calendar");

  @ArchTest
  static final ArchRule tablesGetNoSessionAndNoStream =
      noClasses()
          .that(resideInAnyPackage(TABLES))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.sql.streaming..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.spark.sql.SparkSession");

  @ArchTest
  static final ArchRule ofAllTablesOnlyTheRulesOfAQuoteGetSettings =
      noClasses()
          .that(resideInAnyPackage(TABLES))
          .and()
          .doNotHaveFullyQualifiedName(QuoteExpectations.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.quotelake.lake.config..");

  @ArchTest
  static final ArchRule onlyTheContractKnowsAvro =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.quotelake.lake.contract..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.avro..");

  @ArchTest
  static void aPackageIsAStoryNotADrawer(JavaClasses classes) {
    Map<String, Long> files =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(files).isNotEmpty().allSatisfy((name, count) -> assertThat(count).isLessThan(20));
  }

  private static ArchRule only(String of, String... known) {
    String[] packages = new String[known.length];
    for (int i = 0; i < known.length; i++) {
      packages[i] = "dev.quotelake.lake." + known[i] + "..";
    }
    return classes()
        .that()
        .resideInAPackage("dev.quotelake.lake." + of + "..")
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(OURS)).or(resideInAnyPackage(packages)));
  }
}
