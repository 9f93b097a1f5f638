// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.screen;

/** Where a run is shown. */
public interface Screen {

  /** Shows the present state; called a few times a second. */
  void show(View view);

  /** Says something that stays. */
  void say(String line);

  /** Leaves what was shown last where it is; what follows is printed below it. */
  void close();
}
