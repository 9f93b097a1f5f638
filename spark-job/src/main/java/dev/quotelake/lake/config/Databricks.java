// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.config;

import java.util.Map;

/** How the job tells that it runs on a Databricks cluster, and which classes it has there. */
public final class Databricks {

  private static final String RUNTIME_VERSION = "DATABRICKS_RUNTIME_VERSION";

  private Databricks() {}

  /** Whether the process is one of a cluster, by its environment variables. */
  public static boolean isCluster(Map<String, String> environment) {
    return environment.containsKey(RUNTIME_VERSION);
  }

  /** Whether a class is there. Databricks has some of Spark's and Kafka's under other names. */
  public static boolean canLoad(String className) {
    try {
      Class.forName(className, false, Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
