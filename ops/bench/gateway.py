# SPDX-License-Identifier: Apache-2.0
"""Rounds in turn of the gateway, a plain Python poller and Kafka's ProducerPerformance; called by ops/bench/gateway.

All three publish with acks=all and idempotence to a topic of four partitions on one broker; the pollers ask one simulator for the
same answers of 500 symbols, rendered beforehand. Then the gateway's latency at 10,000 quotes a second.
"""

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import requests
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

# As in its container.
GATEWAY_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
PARTITIONS = 4
SCRAPE_SECONDS = 5


def main():
    options = argparse.ArgumentParser(prog="ops/bench/gateway", description="Measures the gateway against two others.")
    for given in ("--java", "--root", "--sandbox", "--tools"):
        options.add_argument(given, required=True, help=argparse.SUPPRESS)
    options.add_argument("--rounds", type=int, default=3, help="rounds of each (default: %(default)s)")
    options.add_argument("--seconds", type=float, default=10, help="measured in each round (default: %(default)s)")
    options.add_argument("--warm-up", type=float, default=8, help="seconds before that (default: %(default)s)")
    options.add_argument(
        "--only",
        choices=["gateway", "unmeasured", "python", "kafka", "latency", "metrics"],
        help="measure this only; metrics is the gateway with them and without, and ends with 1 if they cost more than --limit",
    )
    options.add_argument("--limit", type=float, default=3, help="percent the metrics may cost (default: %(default)s)")
    options.add_argument("--gateway", metavar="FILE", help="the gateway as a native executable, in place of its jar")
    options.add_argument("--jfr", metavar="FILE", help="record the gateway's rounds with Java Flight Recorder")
    options = options.parse_args()
    with Bench(options) as bench:
        cost = bench.run()
    raise SystemExit(1 if options.only == "metrics" and cost > options.limit else 0)


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="bench-gateway-")
        self.programs = []
        self.topics = 0
        self.record_size = 120
        self.memory = 0
        self.cpu = {True: [], False: []}

    def __enter__(self):
        broker = self.sandbox("broker.BrokerMain", "--data", self.folder + "/broker")
        self.bootstrap = broker["bootstrap"]
        self.admin = AdminClient({"bootstrap.servers": self.bootstrap})
        simulator = self.sandbox("market.SimulatorMain", "--symbols", "500", "--prerendered")
        self.simulator = simulator["url"]
        self.symbols = requests.get(self.simulator + "/control/symbols?provider=alpaca").text.split()
        return self

    def __exit__(self, *failure):
        del self.admin  # else it complains that the broker is gone
        for program in reversed(self.programs):
            program.terminate()
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self):
        """Measures and prints; gives what the metrics cost in percent, where both sides of it were measured."""
        contenders = {"gateway": self.gateway, "unmeasured": self.unmeasured, "python": self.python, "kafka": self.kafka}
        results = {name: [] for name in contenders}
        only = ["gateway", "unmeasured"] if self.options.only == "metrics" else [self.options.only]
        wanted = [name for name in contenders if self.options.only is None or name in only]
        for turn in range(self.options.rounds):
            # Whoever goes first in one round goes last in the next.
            for name in reversed(wanted) if turn % 2 else wanted:
                rate = contenders[name]()
                results[name].append(rate)
                print(f"round {turn + 1}: {name} {rate:,.0f} quotes/s, {self.cpu[True][-1:]} us", file=sys.stderr)
        titles = {
            "gateway": "gateway",
            "unmeasured": "gateway, metrics off",
            "python": "Python poller",
            "kafka": f"ProducerPerformance, {self.record_size} bytes",
        }
        if any(results.values()):
            print(f"\n{'quotes a second':34} {'median':>10} {'least':>10} {'most':>10} {'gateway is':>11}")
        medians = {name: statistics.median(rates) for name, rates in results.items() if rates}
        for name, rates in results.items():
            if rates:
                ratio = f"{medians['gateway'] / medians[name]:10.2f}x" if "gateway" in medians else ""
                print(f"{titles[name]:34} {medians[name]:10,.0f} {min(rates):10,.0f} {max(rates):10,.0f} {ratio}")
        if self.options.only in (None, "latency"):
            self.latency()
        if self.memory:
            print(f"memory of the gateway (resident): at most {self.memory / 1e6:.0f} MB")
        if results["gateway"] and results["unmeasured"]:
            cost = 100 * (1 - medians["gateway"] / medians["unmeasured"])
            micros = [statistics.median(self.cpu[measured]) for measured in (True, False)]
            print(f"its metrics cost {cost:.1f} %; a quote takes {micros[0]:.2f} us of its CPU with them, {micros[1]:.2f} us without")
            return cost
        return None

    def gateway(self):
        with Gateway(self, interval="0s", jfr=self.options.jfr) as gateway:
            rate = self.rate_of(gateway)
            self.memory = max(self.memory, gateway.memory())
            self.record_size = self.size_of_a_record(gateway.topic)
            return rate

    def unmeasured(self):
        with Gateway(self, interval="0s", metrics=False) as gateway:
            return self.rate_of(gateway)

    def rate_of(self, gateway):
        time.sleep(self.options.warm_up)
        before, used, start = gateway.published(), gateway.cpu_seconds(), time.monotonic()
        while (left := start + self.options.seconds - time.monotonic()) > 0:
            time.sleep(min(left, SCRAPE_SECONDS))
            if gateway.measured:
                gateway.metrics()
        quotes, seconds = gateway.published() - before, time.monotonic() - start
        self.cpu[gateway.measured].append(1e6 * (gateway.cpu_seconds() - used) / quotes)
        return quotes / seconds

    def python(self):
        output = subprocess.run(
            [
                sys.executable,
                self.options.root + "/ops/bench/poller.py",
                "--url=" + self.simulator,
                "--bootstrap=" + self.bootstrap,
                "--topic=" + self.topic(),
                "--symbols=" + ",".join(self.symbols),
                f"--warm-up={self.options.warm_up / 4}",
                f"--seconds={self.options.seconds}",
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        quotes, seconds = output.split()
        return int(quotes) / float(seconds)

    def kafka(self):
        rate = None
        topic = self.topic()
        # The first run says how many records fill the time, the second is measured; both begin with a cold JVM, as ever.
        for records in (1_000_000, None):
            records = records or int(rate * self.options.seconds)
            settings = ["acks=all", "enable.idempotence=true", "linger.ms=5", "batch.size=16384", "buffer.memory=16777216"]
            output = subprocess.run(
                [self.options.java, "-Xmx512m", "-cp", self.options.tools, "org.apache.kafka.tools.ProducerPerformance"]
                + ["--topic", topic, "--num-records", str(records), "--record-size", str(self.record_size)]
                + ["--throughput", "-1", "--producer-props", "bootstrap.servers=" + self.bootstrap]
                + settings,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            rate = float(re.findall(r"([\d.]+) records/sec", output)[-1])
        return rate

    def latency(self):
        with Gateway(self, interval="50ms") as gateway:
            time.sleep(self.options.warm_up)
            before = gateway.metrics()
            start = time.monotonic()
            time.sleep(self.options.seconds)
            after = gateway.metrics()
            seconds = time.monotonic() - start
            self.memory = max(self.memory, gateway.memory())
        series = "quotelake_gateway_publish_seconds_bucket"
        counts = {}
        for key, value in after.items():
            if key.startswith(series) and 'flow="market"' in key:
                counts[re.search(r'le="([^"]+)"', key).group(1)] = value - before.get(key, 0)
        total = counts["+Inf"]
        quotes = published(after) - published(before)
        print(f"\nresponse complete -> acknowledged, at {quotes / seconds:,.0f} quotes a second:")
        print(f"  p50 {quantile(counts, 0.5) * 1000:.0f} ms   p99 {quantile(counts, 0.99) * 1000:.0f} ms", end="")
        print(f"   within 50 ms: {counts['0.05'] / total:.2%} of {total:,.0f} batches")

    def topic(self):
        self.topics += 1
        name = f"bench-{self.topics}"
        for made in self.admin.create_topics([NewTopic(name, PARTITIONS, 1)]).values():
            made.result()
        return name

    def records_in(self, topic):
        consumer = self.consumer()
        ends = [consumer.get_watermark_offsets(TopicPartition(topic, partition))[1] for partition in range(PARTITIONS)]
        consumer.close()
        return sum(ends)

    def consumer(self):
        return Consumer({"bootstrap.servers": self.bootstrap, "group.id": "bench", "auto.offset.reset": "earliest"})

    def size_of_a_record(self, topic):
        consumer = self.consumer()
        consumer.assign([TopicPartition(topic, partition, 0) for partition in range(PARTITIONS)])
        records = [record for record in consumer.consume(500, 30) if not record.error()]
        consumer.close()
        return round(statistics.mean(len(record.value()) + len(record.key()) for record in records))

    def sandbox(self, program, *arguments):
        process = subprocess.Popen(
            [self.options.java, "-Xmx1g", "-cp", self.options.sandbox, "dev.quotelake.sandbox." + program, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.programs.append(process)
        for line in process.stdout:
            if line.startswith("READY "):
                return json.loads(line[len("READY ") :])
        raise SystemExit(f"ops/bench/gateway: {program} did not start")


class Gateway:
    """The gateway as a process, polling all symbols."""

    def __init__(self, bench, interval, jfr=None, metrics=True):
        self.bench = bench
        self.measured = metrics
        self.topic = bench.topic()
        port, self.port = free_port(), free_port()
        settings = {
            "quarkus.http.port": port,
            "quarkus.management.port": self.port,
            "quotelake.hub.bootstrap-servers": bench.bootstrap,
            "quotelake.hub.name": self.topic,
            "quotelake.canary.interval": "0s",
            "quotelake.metrics": "true" if metrics else "false",
            "quotelake.publish.window": 20000,
            "quotelake.providers.alpaca.definition": "alpaca",
            "quotelake.providers.alpaca.base-url": bench.simulator,
            "quotelake.providers.alpaca.watchlist": ",".join(bench.symbols),
            "quotelake.providers.alpaca.interval": interval,
            "quotelake.providers.alpaca.concurrency": 2,
            "quotelake.providers.alpaca.symbols-per-request": 250 if interval == "0s" else 500,
            "quotelake.providers.alpaca.publish-unchanged": "true",
            "quotelake.providers.alpaca.credentials.key-id": "sandbox-key",
            "quotelake.providers.alpaca.credentials.secret": "sandbox-secret",
            "quotelake.providers.alpaca.budget.minute": 100_000_000,
        }
        flags = [f"-D{name}={value}" for name, value in settings.items()]
        if jfr:
            flags += [f"-XX:StartFlightRecording=filename={jfr},settings=profile"]
        self.log = open(bench.folder + "/gateway.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            gateway_command(bench.options, flags),
            env={**os.environ, **GATEWAY_ENVIRONMENT},
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self):
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if requests.get(f"http://localhost:{self.port}/q/health/started").ok and self.published() > 0:
                    return self
            except requests.ConnectionError:
                pass
            time.sleep(0.2)
        with open(self.log.name, encoding="utf-8") as log:
            sys.exit("ops/bench/gateway: the gateway does not publish:\n" + log.read()[-3000:])

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()

    def metrics(self):
        page = requests.get(f"http://localhost:{self.port}/q/metrics").text
        lines = (line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
        return {series: float(value) for series, value in lines}

    def published(self):
        return self.bench.records_in(self.topic)

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            peak = re.search(r"VmHWM:\s+(\d+) kB", status.read())
        return int(peak.group(1)) * 1024


def gateway_command(options, flags):
    """The gateway with the flags it has in its container."""
    containers = options.root + "/ops/containers"
    if options.gateway:
        with open(containers + "/gateway-native.args", encoding="utf-8") as file:
            lines = (line.strip() for line in file)
            return [options.gateway, *(line for line in lines if line and not line.startswith("#")), *flags]
    jar = options.root + "/gateway/target/quarkus-app/quarkus-run.jar"
    return [options.java, f"@{containers}/gateway-jvm.args", *flags, "-jar", jar]


def published(metrics):
    return sum(
        value
        for series, value in metrics.items()
        if series.startswith("quotelake_gateway_quotes_total") and 'outcome="published"' in series
    )


def quantile(counts, share):
    """As Prometheus' histogram_quantile: linear within the bucket."""
    bounds = sorted((float(bound), count) for bound, count in counts.items() if bound != "+Inf")
    rank = share * counts["+Inf"]
    low, below = 0.0, 0
    for bound, count in bounds:
        if count >= rank:
            return low + (bound - low) * (rank - below) / max(1, count - below)
        low, below = bound, count
    return low


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
