// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

/** A container cannot be started yet; the kubelet will retry. */
final class NotStarted extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason of the kubelet
   */
  NotStarted(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
