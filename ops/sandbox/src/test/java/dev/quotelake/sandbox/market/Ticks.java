// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Made-up recordings. */
public final class Ticks {
  public static final String HEADER =
      "epoch_ms,ts,symbol,type,bid,bid_size,bid_exch,ask,ask_size,ask_exch,price,size,exch,cond,cum_volume,suspicious";

  /** Six minutes of one stock on 2024-03-05: its first trade comes 30 s after its first quote. */
  public static final List<String> LINES =
      List.of(
          "1709649000000,2024-03-05T14:30:00.000Z,ACME,Q,9.9900,100,P,10.0100,200,Q,,,,,,0",
          "1709649030000,2024-03-05T14:30:30.000Z,ACME,T,,,,,,,10.0000,100,P,@,100,0",
          "1709649090500,2024-03-05T14:31:30.500Z,ACME,T,,,,,,,10.2500,50,P,@,150,0",
          "1709649091000,2024-03-05T14:31:31.000Z,ACME,Q,10.2400,300,P,,,,,,,,,0",
          "1709649150000,2024-03-05T14:32:30.000Z,ACME,T,,,,,,,9.7500,25,P,@,175,0",
          "1709649360000,2024-03-05T14:36:00.000Z,ACME,Q,9.7400,100,P,9.7600,100,Q,,,,,,1");

  private Ticks() {}

  static Path file(Path folder, List<String> lines) throws IOException {
    return Files.write(folder.resolve("ticks.csv"), lines);
  }

  static Path gzipped(Path folder, List<String> lines) throws IOException {
    Path file = folder.resolve("ticks.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
