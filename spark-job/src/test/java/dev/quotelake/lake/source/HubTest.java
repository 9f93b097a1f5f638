// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quotelake.lake.LakeJob;
import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.metrics.QueryMetrics;
import dev.quotelake.lake.metrics.RecentBatches;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.LakeStream;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.StoredSettings;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to a hub while a job reads it, on a real broker. */
class HubTest {
  private static final String TOPIC = "quotes";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final Graph bronze = Graph.of(List.of(BronzeQuotesTable.definition()));
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final QueryMetrics meters =
      new QueryMetrics(registry, Clock.systemUTC(), new RecentBatches());
  private SandboxBroker broker;
  private Admin admin;
  private EndOffsets offsets;
  private Tables tables;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    broker = SandboxBroker.start(folder);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    createTopic();
    tables = StoredLake.tablesIn(spark, folder);
    new Schemas(tables).prepare(bronze);
    offsets = EndOffsets.ask(source(), Duration.ofSeconds(1), ends -> {});
    meters.askForFirstOffsets(offsets::firstOffsets);
    spark.streams().addListener(meters);
  }

  @AfterEach
  void stop() {
    spark.streams().removeListener(meters);
    offsets.close();
    admin.close(Duration.ZERO);
    broker.close();
  }

  @Test
  void aPartitionAddedWhileTheJobRunsIsRead() throws Exception {
    send(0, 5);
    LakeStream.Running stream = stream(Trigger.ProcessingTime(200));
    try {
      await().atMost(PATIENCE).until(() -> bronzeRows() == 5);
      admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(2))).all().get();
      send(1, 7);
      await().atMost(PATIENCE).until(() -> bronzeRows() == 12);
    } finally {
      stream.stop();
    }
    assertThat(lost()).isZero();
    assertPromisesKept();
  }

  @Test
  void whatTheHubForgotBeforeItWasReadIsCountedAndTheRestIsRead() throws Exception {
    send(0, 5);
    catchUp();
    send(0, 10);
    admin
        .deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(9)))
        .all()
        .get();
    catchUp();

    assertThat(bronzeRows()).isEqualTo(11);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lost()).isEqualTo(4));
    assertPromisesKept();
  }

  @Test
  void theEndsOfTransactionsAreNoLosses() throws Exception {
    // Given a transaction that was read: five records, and its end at offset 5
    sendInTransaction(5);
    catchUp();

    // When the hub forgets two of the four records of the next
    sendInTransaction(4);
    admin
        .deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(8)))
        .all()
        .get();
    catchUp();

    // Then these two are lost, and nothing else
    assertThat(bronzeRows()).isEqualTo(7);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lost()).isEqualTo(2));
    assertPromisesKept();
  }

  @Test
  void aHubCreatedAnewIsReadOn() throws Exception {
    send(0, 5);
    catchUp();
    admin.deleteTopics(Set.of(TOPIC)).all().get();
    await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(TOPIC));
    createTopic();
    send(0, 3);
    catchUp();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lost()).isEqualTo(3));
    send(0, 4);
    catchUp();

    assertThat(bronzeRows()).isEqualTo(9);
    assertThat(lost()).isEqualTo(3);
    assertPromisesKept();
  }

  @Test
  void aSessionThatSomebodyElseMadeIsUsedAndLeft() throws Exception {
    send(0, 5);
    List<String> arguments = new ArrayList<>(List.of("run", "--available-now"));
    arguments.addAll(broker.asHub(TOPIC));
    arguments.addAll(List.of("--tables", folder + "/tables"));
    arguments.addAll(List.of("--checkpoints", folder + "/checkpoints"));
    arguments.addAll(List.of("--future-tolerance", "10m"));

    LakeJob.main(arguments.toArray(String[]::new));

    assertThat(new StoredSettings(tables).read())
        .containsEntry("future-tolerance", "10m")
        .containsEntry("duplicate-window", "1h");

    assertThat(spark.sparkContext().isStopped()).isFalse();
    assertThat(bronzeRows()).isEqualTo(5);
    assertPromisesKept(MarketTables.graph(QuoteLimits.defaults()));
  }

  @Test
  void theMachinesLanguageAndZoneAreNotTheLakes() throws Exception {
    send(0, 5);
    List<String> run = new ArrayList<>(List.of("run", "--available-now"));
    run.addAll(broker.asHub(TOPIC));
    run.addAll(List.of("--checkpoints", folder + "/checkpoints", "--tables", folder + "/tables"));

    assertThat(inAnotherPlace("ar", "EG", run)).isZero();
    assertThat(inAnotherPlace("bn", "BD", List.of("maintain", "--tables", folder + "/tables")))
        .isZero();
    assertThat(inAnotherPlace("bn", "BD", List.of("check", "--tables", folder + "/tables")))
        .isZero();

    assertThat(bronzeRows()).isEqualTo(5);
    assertPromisesKept(MarketTables.graph(QuoteLimits.defaults()));
  }

  /** The job as a process on a machine of that country, in a zone whose clocks skipped a day. */
  private int inAnotherPlace(String language, String country, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X") || argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dspark.sql.codegen.wholeStage=false",
            "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-Duser.timezone=Pacific/Apia",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            LakeJob.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(arguments.get(0) + ".log").toFile())
        .start()
        .waitFor();
  }

  @Test
  void aHubThatDoesNotExistIsNamedAndNotMade() throws Exception {
    Map<String, String> wrong = new HashMap<>(source());
    wrong.put("subscribe", "quotse");

    assertThatThrownBy(() -> new Hub(wrong).refuseUnreachable())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("There is no hub quotse at " + broker.bootstrap())
        .hasMessageContaining("the login sees [quotes]");

    new Hub(source()).refuseUnreachable();
    assertThat(admin.listTopics().names().get()).containsExactly(TOPIC);
  }

  private void createTopic() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              admin.createTopics(Set.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
              return true;
            });
  }

  /** With a producer of its own: one that is older does not know a new partition at once. */
  private void send(int partition, int count) throws Exception {
    byte[] key = "ACME".getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        long now = Instant.now().toEpochMilli() * 1_000 + sent++;
        byte[] value = EventBytes.of("ACME", now - 1_000_000, now).encode();
        producer.send(new ProducerRecord<>(TOPIC, partition, key, value)).get();
      }
    }
  }

  private void sendInTransaction(int count) throws Exception {
    byte[] key = "ACME".getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "test"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < count; i++) {
        long now = Instant.now().toEpochMilli() * 1_000 + sent++;
        byte[] value = EventBytes.of("ACME", now - 1_000_000, now).encode();
        producer.send(new ProducerRecord<>(TOPIC, 0, key, value));
      }
      producer.commitTransaction();
    }
  }

  private Map<String, String> source() {
    return Map.of(
        "kafka.bootstrap.servers",
        broker.bootstrap(),
        "subscribe",
        TOPIC,
        "startingOffsets",
        "earliest",
        "failOnDataLoss",
        "false");
  }

  private LakeStream.Running stream(Trigger trigger) throws Exception {
    return new LakeStream(bronze, tables, Checkpoint.in(folder + "/checkpoints"))
        .start(
            new DuplicateMarks(Duration.ofHours(1)).on(new Hub(source()).records(spark)),
            trigger,
            properties -> {},
            BatchObserver.NONE);
  }

  private void catchUp() throws Exception {
    stream(Trigger.AvailableNow()).await();
  }

  private long bronzeRows() {
    return tables.open("bronze_quotes").toDF().count();
  }

  private double lost() {
    return registry.scrape(name -> name.startsWith("quotelake_lake_lost_events")).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private void assertPromisesKept() {
    assertPromisesKept(bronze);
  }

  private void assertPromisesKept(Graph graph) {
    Check check = new Check(tables, graph, new DuplicateMarks(Duration.ofHours(1)));
    assertThat(check.answers())
        .allSatisfy(answer -> assertThat(answer.kept()).as(answer.toString()).isTrue());
  }
}
