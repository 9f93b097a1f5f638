// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Of any two files one can be read without the other. */
@AnalyzeClasses(
    packages = "dev.quotelake.gateway.provider.http",
    importOptions = DoNotIncludeTests.class)
class NoCirclesTest {

  private static final SliceAssignment FILES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getName().replaceFirst("[$].*", ""));
        }

        @Override
        public String getDescription() {
          return "files";
        }
      };

  @ArchTest
  static final ArchRule NO_FILE_LEADS_BACK_TO_ITSELF =
      SlicesRuleDefinition.slices().assignedFrom(FILES).should().beFreeOfCycles();
}
