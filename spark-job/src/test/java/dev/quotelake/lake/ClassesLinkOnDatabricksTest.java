// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databricks has the Kafka client and Delta's own classes under other names. A class that names one
 * of them in a catch clause, a field or a signature fails there before its first line runs.
 */
class ClassesLinkOnDatabricksTest {

  private static final URL CLASSES =
      LakeJob.class.getProtectionDomain().getCodeSource().getLocation();
  private static final List<String> HIDDEN =
      List.of("org.apache.kafka.", "org.apache.spark.sql.delta.");

  private static final ClassLoader DATABRICKS = new Databricks();

  @ParameterizedTest
  @MethodSource("ours")
  void isLinkedInitialisedAndReflectedUpon(String name) throws Exception {
    Class<?> linked = Class.forName(name, true, DATABRICKS);

    assertThat(linked.getClassLoader()).isSameAs(DATABRICKS);
    assertThatCode(linked::getDeclaredFields).doesNotThrowAnyException();
    assertThatCode(linked::getDeclaredConstructors).doesNotThrowAnyException();
    assertThatCode(linked::getDeclaredMethods).doesNotThrowAnyException();
  }

  @Test
  void theClassesAreHiddenIndeed() throws Exception {
    String client = "org.apache.kafka.clients.consumer.KafkaConsumer";
    Class.forName(client);

    assertThatThrownBy(() -> Class.forName(client, false, DATABRICKS))
        .isInstanceOf(ClassNotFoundException.class);
  }

  static Stream<String> ours() throws Exception {
    Path classes = Path.of(CLASSES.toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .toList()
          .stream();
    }
  }

  /** Loads our classes itself, and the others from the class path but for those that are hidden. */
  private static final class Databricks extends URLClassLoader {

    Databricks() {
      super(new URL[] {CLASSES}, ClassesLinkOnDatabricksTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (HIDDEN.stream().anyMatch(name::startsWith)) {
          throw new ClassNotFoundException(name + " is hidden");
        }
        if (name.startsWith("dev.quotelake.")) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
        return super.loadClass(name, resolve);
      }
    }
  }
}
