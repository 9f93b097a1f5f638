// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.base;

/** Foreign text in messages and dead letters: as much of it as helps. */
public final class Excerpt {

  private Excerpt() {}

  /** The text, or its first {@code limit} characters and an ellipsis; null stays null. */
  public static String of(String text, int limit) {
    return text == null || text.length() <= limit ? text : text.substring(0, limit) + "...";
  }
}
