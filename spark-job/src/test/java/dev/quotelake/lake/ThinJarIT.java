// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * The jar holds our classes and what it bundles under our name, and nothing the cluster provides.
 */
class ThinJarIT {

  private static final Path JAR = Path.of(System.getProperty("lake.jar"));
  private static final int CLASS_FILE_OF_JAVA_17 = 61;

  @Test
  void everythingIsOursOrRelocated() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .allMatch(
              name ->
                  name.startsWith("dev/")
                      || name.startsWith("META-INF/")
                      || name.startsWith("contract/"))
          .contains("dev/quotelake/lake/LakeJob.class", "contract/quote-event.avsc");
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.quotelake.lake.LakeJob");
      assertThat(manifest.getValue("Implementation-Version"))
          .as("what --version says")
          .isNotBlank();
    }
    assertThat(Files.size(JAR)).isLessThan(3_000_000);
  }

  @Test
  void itsClassesRunOnJava17() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile());
        var in = jar.getInputStream(jar.getEntry("dev/quotelake/lake/LakeJob.class"))) {
      assertThat(in.readNBytes(8)[7]).isEqualTo((byte) CLASS_FILE_OF_JAVA_17);
    }
  }

  @Test
  void theLogOnALaptopIsSetUpAsItStandsInTheSources() {
    assertThat(JAR.resolveSibling("log4j2.properties"))
        .hasSameTextualContentAs(Path.of("src/laptop/log4j2.properties"));
  }
}
