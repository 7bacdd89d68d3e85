package io.pentimento.integration.cluster.kubelet;

/** A container cannot be started yet; the kubelet tries again. */
final class NotStarted extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason the kubelet's word for it
   */
  NotStarted(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
