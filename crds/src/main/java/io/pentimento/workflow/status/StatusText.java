// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

/** Text of conditions, status entries and events within the limits of their fields. */
public final class StatusText {
  private StatusText() {}

  /**
   * Cuts the text off if it is longer than {@code maximum} characters; an ellipsis then ends it.
   */
  public static String shorten(String text, int maximum) {
    return text.length() <= maximum ? text : text.substring(0, maximum - 1) + "…";
  }
}
