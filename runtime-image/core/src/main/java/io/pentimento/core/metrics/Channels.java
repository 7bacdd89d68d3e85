// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

/** The values that are compared. */
public enum Channels {
  RGB,
  /** BT.601 luma on the scale 16 to 235, not rounded. */
  LUMA
}
