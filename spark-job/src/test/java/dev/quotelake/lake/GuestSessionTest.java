// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a session somebody else made, the job returns, throws, changes nothing and stops nothing. */
class GuestSessionTest {

  @TempDir Path folder;

  private final SparkSession host = LocalSpark.session().newSession();

  @Test
  void leavesTheSessionAsItWas() {
    var before = host.conf().getAll();

    LakeJob.main(new String[] {"plan", "--tables", folder.toString()});

    assertThat(host.conf().getAll()).isEqualTo(before);
    assertThat(host.range(3).count()).isEqualTo(3);
    assertThat(host.sparkContext().isStopped()).isFalse();
  }

  @Test
  void throwsInsteadOfExiting() {
    assertThatThrownBy(
            () -> LakeJob.main(new String[] {"refresh", "nonsense", "--tables", folder.toString()}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("code 1");
    assertThat(host.sparkContext().isStopped()).isFalse();
  }
}
