package io.pentimento.operator.reconcile;

import io.pentimento.api.v1alpha1.AdaptationJob;

/** Writes the status by server-side apply. */
@FunctionalInterface
interface StatusWriter {
  /**
   * @param bare identity and status alone: what this writer owns
   */
  void write(AdaptationJob bare);
}
