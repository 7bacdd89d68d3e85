// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.status;

/** Receives each written status. Must not throw. */
@FunctionalInterface
public interface StatusListener {
  void written(StatusWrite write);
}
