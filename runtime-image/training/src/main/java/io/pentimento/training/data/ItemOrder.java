// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

/** The items to train on, one after the other; a position always has the same item. */
@FunctionalInterface
public interface ItemOrder {
  /** The item at {@code position}, counted from 0 over the whole training. */
  int item(long position);
}
