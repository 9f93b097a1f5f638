// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import java.io.Serializable;

/**
 * The clocks of one record, as a bean because Spark hands the arguments of an aggregate over in
 * one. Times are microseconds since 1970. Spark passes arguments by position, a bean's properties
 * stand in alphabetical order: appended, fetched, flow, partition, quoted.
 */
public final class RecordClocks implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int MARKET = 1;
  static final int CANARY = 2;

  private Long appended;
  private Long fetched;
  private int flow;
  private int partition;
  private Long quoted;

  public Long getAppended() {
    return appended;
  }

  public void setAppended(Long appended) {
    this.appended = appended;
  }

  public Long getFetched() {
    return fetched;
  }

  public void setFetched(Long fetched) {
    this.fetched = fetched;
  }

  public int getFlow() {
    return flow;
  }

  public void setFlow(int flow) {
    this.flow = flow;
  }

  public int getPartition() {
    return partition;
  }

  public void setPartition(int partition) {
    this.partition = partition;
  }

  public Long getQuoted() {
    return quoted;
  }

  public void setQuoted(Long quoted) {
    this.quoted = quoted;
  }
}
