# SPDX-License-Identifier: Apache-2.0
"""Rounds in turn of the lake with and without metrics; called by ops/bench/metrics.

Each round reads the same quotes from the hub into empty tables, --available-now. Its rate is that of all micro-batches after the
first, which warms up: quotes of the others by the time from the first batch's last commit to the last batch's, as the event log has
it. With metrics means: listener, table sizes, /metrics scraped every five seconds. Lags are measured either way, for the event log.
"""

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import urllib.request

RATE = """
select sum(r) / ((max(t) - min(t)) / 1e6) as rate from (
  select batch, max(unix_micros(committed_at)) as t,
         case when batch > min(batch) over () then max_by(aggregate(offsets, 0L, (sum, o) -> sum + o.records), committed_at) end as r
  from event_log group by batch)
"""


def main():
    options = argparse.ArgumentParser(prog="ops/bench/metrics", description="Measures what the lake's metrics cost.")
    for given in ("--java", "--root", "--sandbox"):
        options.add_argument(given, required=True, help=argparse.SUPPRESS)
    options.add_argument("--rounds", type=int, default=3, help="rounds of each (default: %(default)s)")
    options.add_argument("--quotes", type=int, default=1_100_000, help="quotes in the hub (default: %(default)s)")
    options.add_argument("--symbols", type=int, default=5_000, help="symbols they are of (default: %(default)s)")
    options.add_argument("--batch", type=int, default=110_000, help="quotes a micro-batch (default: %(default)s)")
    options.add_argument("--limit", type=float, default=3, help="percent the metrics may cost (default: %(default)s)")
    options = options.parse_args()
    with Bench(options) as bench:
        cost = bench.cost()
    raise SystemExit(0 if cost <= options.limit else 1)


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="bench-metrics-")
        self.target = options.root + "/spark-job/target"

    def __enter__(self):
        self.broker = subprocess.Popen(
            [self.options.java, "-Xmx512m", "-cp", self.options.sandbox, "dev.quotelake.sandbox.broker.BrokerMain",
             "--data", self.folder + "/broker"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        ready = next(line for line in self.broker.stdout if line.startswith("READY "))
        self.bootstrap = json.loads(ready[len("READY "):])["bootstrap"]
        seconds = self.options.quotes // 11_000
        print(f"loading {seconds * 11_000:,} quotes", flush=True)
        self.java(["-cp", f"{self.target}/test-classes:{self.class_path()}", "dev.quotelake.lake.bench.QuoteLoad",
                   self.bootstrap, "quotes", "0", str(seconds), str(self.options.symbols)])
        return self

    def __exit__(self, *failure):
        self.broker.terminate()
        self.broker.wait(30)
        shutil.rmtree(self.folder)

    def cost(self):
        rates = {"without": [], "with": []}
        print(f"{'round':>5} {'without':>12} {'with':>12}   quotes a second", flush=True)
        for number in range(1, self.options.rounds + 1):
            # Whoever goes first in one round goes second in the next.
            for kind in ("without", "with") if number % 2 else ("with", "without"):
                rates[kind].append(self.round(kind == "with"))
            print(f"{number:>5} {rates['without'][-1]:>12,.0f} {rates['with'][-1]:>12,.0f}", flush=True)
        median = {kind: statistics.median(values) for kind, values in rates.items()}
        cost = 100 * (1 - median["with"] / median["without"])
        print(f"{'median':>5} {median['without']:>11,.0f} {median['with']:>12,.0f}   metrics cost {cost:.1f} %")
        return cost

    def round(self, metrics):
        data = tempfile.mkdtemp(dir=self.folder)
        tables = ["--tables", data + "/tables"]
        run = ["run", "--available-now", "--hub-servers", self.bootstrap, "--max-records", str(self.options.batch),
               "--checkpoints", data + "/checkpoints", *tables]
        scraper = Scraper() if metrics else None
        if scraper:
            run += ["--metrics-port", str(scraper.port)]
            scraper.start()
        self.lake(run)
        if scraper:
            scraper.stop()
        answer = json.loads(self.lake(["query", "--format", "json", *tables, RATE]))
        shutil.rmtree(data)
        return answer["rate"]

    def lake(self, arguments):
        return self.java(["-Xmx2g", f"@{self.target}/lake.args", *arguments])

    def java(self, arguments):
        done = subprocess.run([self.options.java, *arguments], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"ops/bench/metrics: {arguments[-1]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return done.stdout

    def class_path(self):
        with open(self.target + "/lake.args", encoding="utf-8") as file:
            lines = [line.strip() for line in file]
        return lines[lines.index("-cp") + 1].strip('"')


class Scraper(threading.Thread):
    """Asks for the metrics every five seconds, as Prometheus would."""

    def __init__(self):
        super().__init__(daemon=True)
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port = free.getsockname()[1]
        self.stopped = threading.Event()
        self.scrapes = 0

    def run(self):
        while not self.stopped.wait(5):
            try:
                with urllib.request.urlopen(f"http://localhost:{self.port}/metrics", timeout=5) as answer:
                    answer.read()
                    self.scrapes += 1
            except OSError:
                pass  # the job is not there yet, or no longer

    def stop(self):
        self.stopped.set()
        self.join()
        if self.scrapes == 0:
            raise SystemExit("ops/bench/metrics: the job showed no metrics; use more quotes, so that it runs longer")


if __name__ == "__main__":
    main()
