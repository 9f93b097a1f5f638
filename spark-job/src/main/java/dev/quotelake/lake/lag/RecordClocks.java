// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import java.io.Serializable;

/**
 * The clocks of one record, as a bean because Spark hands the arguments of an aggregate over in
 * one. Times are microseconds since 1970. Spark passes arguments by position, and a bean's
 * properties stand in alphabetical order: appended, counted, fetched, quoted.
 */
public final class RecordClocks implements Serializable {
  private static final long serialVersionUID = 1L;

  private Long appended;
  private boolean counted;
  private Long fetched;
  private Long quoted;

  public Long getAppended() {
    return appended;
  }

  public void setAppended(Long appended) {
    this.appended = appended;
  }

  public boolean isCounted() {
    return counted;
  }

  public void setCounted(boolean counted) {
    this.counted = counted;
  }

  public Long getFetched() {
    return fetched;
  }

  public void setFetched(Long fetched) {
    this.fetched = fetched;
  }

  public Long getQuoted() {
    return quoted;
  }

  public void setQuoted(Long quoted) {
    this.quoted = quoted;
  }
}
