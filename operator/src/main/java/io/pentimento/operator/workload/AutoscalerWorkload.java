// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.pentimento.api.v1alpha1.serving.AutoscalingSpec;
import java.util.Map;

/** The HorizontalPodAutoscaler of a Deployment. */
public final class AutoscalerWorkload {
  /** The metric for images that wait in a server. */
  static final String QUEUE_DEPTH = "pentimento_queue_depth";

  private AutoscalerWorkload() {}

  /**
   * Has the name, labels and owner of the Deployment, so that it is deleted with the same owner.
   *
   * @param annotations by which the operator finds the owner
   */
  public static HorizontalPodAutoscaler of(
      Deployment target, Map<String, String> annotations, AutoscalingSpec settings) {
    return new HorizontalPodAutoscalerBuilder()
        .withNewMetadata()
        .withName(target.getMetadata().getName())
        .withNamespace(target.getMetadata().getNamespace())
        .withLabels(target.getMetadata().getLabels())
        .addToAnnotations(annotations)
        .withOwnerReferences(target.getMetadata().getOwnerReferences())
        .endMetadata()
        .withNewSpec()
        .withNewScaleTargetRef("apps/v1", "Deployment", target.getMetadata().getName())
        .withMinReplicas(settings.initialReplicas())
        .withMaxReplicas(requireNonNull(settings.maxReplicas()))
        .withMetrics(metric(settings))
        .endSpec()
        .build();
  }

  private static MetricSpec metric(AutoscalingSpec settings) {
    return settings.targetQueueDepth() == null
        ? new MetricSpecBuilder()
            .withType("Resource")
            .withNewResource()
            .withName("cpu")
            .withNewTarget()
            .withType("Utilization")
            .withAverageUtilization(settings.targetCPUUtilization())
            .endTarget()
            .endResource()
            .build()
        : new MetricSpecBuilder()
            .withType("Pods")
            .withNewPods()
            .withNewMetric()
            .withName(QUEUE_DEPTH)
            .endMetric()
            .withNewTarget()
            .withType("AverageValue")
            .withAverageValue(new Quantity(String.valueOf(settings.targetQueueDepth())))
            .endTarget()
            .endPods()
            .build();
  }
}
