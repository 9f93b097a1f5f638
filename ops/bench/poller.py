# SPDX-License-Identifier: Apache-2.0
"""The plain poller that people write: requests with keep-alive, json, confluent-kafka. ops/bench/gateway measures it.

Prints the number of quotes handed to Kafka and flushed, and the seconds that took.
"""

import argparse
import json
import time

import requests
from confluent_kafka import Producer


def quote(symbol, snapshot):
    trade, book = snapshot["latestTrade"], snapshot["latestQuote"]
    day, before = snapshot["dailyBar"], snapshot["prevDailyBar"]
    return {
        "symbol": symbol,
        "provider": "alpaca",
        "price": trade["p"],
        "last_size": trade["s"],
        "bid": book["bp"],
        "ask": book["ap"],
        "bid_size": book["bs"],
        "ask_size": book["as"],
        "open": day["o"],
        "high": day["h"],
        "low": day["l"],
        "day_volume": day["v"],
        "previous_close": before["c"],
        "quoted_at": trade["t"],
        "fetched_at": time.time(),
    }


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--url")
    options.add_argument("--bootstrap")
    options.add_argument("--topic")
    options.add_argument("--symbols", type=lambda text: text.split(","))
    options.add_argument("--warm-up", type=float)
    options.add_argument("--seconds", type=float)
    options = options.parse_args()

    session = requests.Session()
    session.headers.update({"APCA-API-KEY-ID": "sandbox-key", "APCA-API-SECRET-KEY": "sandbox-secret"})
    producer = Producer({"bootstrap.servers": options.bootstrap, "acks": "all", "enable.idempotence": True})
    parameters = {"symbols": ",".join(options.symbols), "feed": "iex"}

    def poll():
        answer = session.get(options.url + "/v2/stocks/snapshots", params=parameters)
        answer.raise_for_status()
        quotes = 0
        for symbol, snapshot in json.loads(answer.content).items():
            value = json.dumps(quote(symbol, snapshot)).encode()
            while True:
                try:
                    producer.produce(options.topic, key=symbol.encode(), value=value)
                    break
                except BufferError:
                    producer.poll(0.01)
            quotes += 1
        producer.poll(0)
        return quotes

    end = time.monotonic() + options.warm_up
    while time.monotonic() < end:
        poll()
    producer.flush()

    published, start = 0, time.monotonic()
    while time.monotonic() < start + options.seconds:
        published += poll()
    producer.flush()
    print(published, time.monotonic() - start)


if __name__ == "__main__":
    main()
