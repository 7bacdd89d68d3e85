// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

/** Text of conditions, status entries and events within the limits of their fields. */
public final class StatusText {
  private StatusText() {}

  /**
   * Cuts the text off if it is longer than {@code maximum} characters; an ellipsis then ends it. A
   * character outside the basic plane is kept or removed as a whole.
   */
  public static String shorten(String text, int maximum) {
    if (text.length() <= maximum) {
      return text;
    }
    boolean splitsPair = maximum > 1 && Character.isHighSurrogate(text.charAt(maximum - 2));
    return text.substring(0, splitsPair ? maximum - 2 : maximum - 1) + "…";
  }
}
