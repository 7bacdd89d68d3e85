package io.pentimento.operator.status;

import io.pentimento.api.v1alpha1.AdaptationJob;

/** Writes the status by server-side apply. */
@FunctionalInterface
public interface StatusWriter {
  /**
   * @param bare identity, version and status alone: what this writer owns
   * @return the job as it is now
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 if the job is of
   *     another version
   */
  AdaptationJob write(AdaptationJob bare);
}
