// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

/** A global that a pickle may use: a function that builds data, or a type. */
@FunctionalInterface
interface PickleGlobal {
  /** Builds data from the arguments and does nothing else. */
  Object call(Arguments arguments);
}
