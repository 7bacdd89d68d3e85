// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

/** An object that a pickle creates first and completes later. */
interface PickleState {
  void setState(Arguments state);
}
