// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.run.folder.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What was asked for, checked.
 *
 * @param lasting how long quotes flow; without it until a replay ends or somebody stops it
 * @param source where the quotes come from
 * @param gateway a native executable to run in place of the jar
 * @param data where everything is kept
 */
record RunPlan(
    Optional<Duration> lasting,
    Source source,
    Optional<Path> gateway,
    Path data,
    boolean grafana) {}
