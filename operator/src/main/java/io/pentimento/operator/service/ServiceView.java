// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.observe.SecondaryResources;
import java.util.List;
import java.util.Optional;

/**
 * The watched objects of one service, possibly as they were a while ago.
 *
 * @param job the AdaptationJob that the spec refers to
 */
public record ServiceView(
    Optional<AdaptationJob> job,
    Optional<Deployment> deployment,
    Optional<Service> service,
    Optional<HorizontalPodAutoscaler> autoscaler) {

  SecondaryResources servers() {
    return new SecondaryResources(List.of(), deployment, service, autoscaler);
  }
}
