// SPDX-License-Identifier: Apache-2.0
/**
 * Where the tables are stored and who may write them: each micro-batch is in each table once,
 * whoever tries to write it, and how often. Nobody holds a lock; each writer looks once more within
 * Delta's transaction ({@link dev.quotelake.lake.pipeline.store.PreCommitCheck}), and Delta refuses
 * a commit if what was seen there changed before it.
 *
 * <table>
 * <caption>A job</caption>
 * <tr><th>state</th><th>what happens</th><th>next state</th></tr>
 * <tr><td rowspan="3">starting</td>
 *     <td>the checkpoint is new, and the tables hold rows of another one</td><td>refused</td></tr>
 * <tr><td>tables are gone, or they or the checkpoint are an older copy ({@code Checkpoint})</td><td>refused</td></tr>
 * <tr><td>it puts its name into the file {@code writer} of the checkpoint, then into the property
 *     {@code quotelake.writer} of each table ({@code WriterLease})</td><td>between batches</td></tr>
 * <tr><td rowspan="3">between batches</td>
 *     <td>{@code quotelake.pauseUntil} of the event log is yet to come ({@code Pause})</td><td>paused</td></tr>
 * <tr><td>Spark gives it batch n: a new one, or that in which a job was killed, with the same rows</td><td>in batch n</td></tr>
 * <tr><td>it is told to stop</td><td>stopped</td></tr>
 * <tr><td>paused</td><td>the time has come, or whoever asked is done</td><td>between batches</td></tr>
 * <tr><td rowspan="6">in batch n</td>
 *     <td>the table's history names batch n of this checkpoint, or a later one ({@code TableHistory}): the write is skipped</td><td>in batch n</td></tr>
 * <tr><td>the lease is its own: rows and {@code BatchId} are committed together</td><td>in batch n</td></tr>
 * <tr><td>somebody else committed to the table since the write began: it begins again, 20 times at most</td><td>in batch n</td></tr>
 * <tr><td>the lease is another job's, also when it changed hands since the write began</td><td>refused</td></tr>
 * <tr><td>all tables are written, and the event log last of all</td><td>between batches</td></tr>
 * <tr><td>it is killed</td><td>some tables hold batch n, the event log does not; whoever starts next gets batch n again</td></tr>
 * </table>
 *
 * <table>
 * <caption>A replacement of stored rows, by refresh or compaction</caption>
 * <tr><th>state</th><th>what happens</th><th>next state</th></tr>
 * <tr><td rowspan="2">asking (refresh)</td>
 *     <td>somebody else's pause is not over</td><td>asking</td></tr>
 * <tr><td>it sets {@code quotelake.pauseUntil}, a minute ahead, and renews it until it is done</td><td>choosing</td></tr>
 * <tr><td rowspan="2">choosing</td>
 *     <td>a table holds a batch that the event log does not know (refresh, {@code ConsistentSnapshot})</td><td>asking, 20 times at most</td></tr>
 * <tr><td>it reads the rows of one version of the table</td><td>replacing</td></tr>
 * <tr><td rowspan="3">replacing</td>
 *     <td>the table has another version (refresh), or the partition other files (compaction)</td>
 *     <td>choosing (refresh), given up (compaction)</td></tr>
 * <tr><td>nothing else changed: all new rows in one commit</td><td>done</td></tr>
 * <tr><td>rows are added after the write began (compaction): they stay beside the new ones</td><td>done</td></tr>
 * </table>
 */
package dev.quotelake.lake.pipeline.store;
