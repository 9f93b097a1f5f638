// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.commons.ClassRemapper;
import org.apache.xbean.asm9.commons.Remapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, with the Kafka client under both its names. */
class EndOffsetsTest {

  private static final String TOPIC = "quotes";

  private static SandboxBroker broker;

  private final BlockingQueue<Map<Integer, Long>> told = new LinkedBlockingQueue<>();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeAll
  static void threeRecordsInOneOfTwoPartitions(@TempDir Path folder) throws Exception {
    broker = SandboxBroker.start(folder);
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap());
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(Set.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < 3; i++) {
        producer.send(new ProducerRecord<>(TOPIC, 1, null, new byte[1])).get();
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void restoreTheClassLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void areToldWithKafkasOwnClient() throws Exception {
    assertThat(asked()).isEqualTo(Map.of(0, 0L, 1, 3L));
  }

  @Test
  void areToldWithTheClientAsDatabricksHasIt() throws Exception {
    Shading shading = new Shading(before);
    Thread.currentThread().setContextClassLoader(shading);

    assertThat(asked()).isEqualTo(Map.of(0, 0L, 1, 3L));
    assertThat(shading.used).isTrue();
  }

  @Test
  void areNotAskedForWithALoginOnlyDatabricksKnows() {
    Map<String, String> options =
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrap(),
            "subscribe",
            TOPIC,
            HubLogin.SERVICE_CREDENTIAL,
            "hub");

    try (EndOffsets ends = EndOffsets.ask(options, Duration.ofMillis(10), told::add)) {
      assertThat(ends.isAsking()).isFalse();
    }
  }

  private Map<Integer, Long> asked() throws InterruptedException {
    Map<String, String> options =
        Map.of("kafka.bootstrap.servers", broker.bootstrap(), "subscribe", TOPIC);
    try (EndOffsets ends = EndOffsets.ask(options, Duration.ofMillis(50), told::add)) {
      assertThat(ends.isAsking()).isTrue();
      return told.poll(2, TimeUnit.MINUTES);
    }
  }

  /** Has the Kafka client's classes in the package {@code kafkashaded} only, as Databricks does. */
  private static final class Shading extends ClassLoader {

    private static final String HIDDEN = "org.apache.kafka.";
    private static final String SHADED = "kafkashaded.";

    private volatile boolean used;

    Shading(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(HIDDEN)) {
        throw new ClassNotFoundException(name + " is shaded");
      }
      return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.startsWith(SHADED)) {
        throw new ClassNotFoundException(name);
      }
      used = true;
      String file = name.substring(SHADED.length()).replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        ClassWriter shaded = new ClassWriter(0);
        new ClassReader(in).accept(new ClassRemapper(shaded, new IntoPackage()), 0);
        return defineClass(name, shaded.toByteArray(), 0, shaded.toByteArray().length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private static final class IntoPackage extends Remapper {

      @Override
      public String map(String internalName) {
        return internalName.startsWith("org/apache/kafka/")
            ? "kafkashaded/" + internalName
            : internalName;
      }

      @Override
      public Object mapValue(Object value) {
        return value instanceof String text && text.startsWith(HIDDEN)
            ? SHADED + text
            : super.mapValue(value);
      }
    }
  }
}
