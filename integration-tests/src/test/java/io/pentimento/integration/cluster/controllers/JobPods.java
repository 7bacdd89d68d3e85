// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.integration.cluster.control.PodTemplates;
import java.util.Map;
import java.util.Optional;

/** Creates a Job's pods from its template. */
final class JobPods {
  static final String INDEX = "batch.kubernetes.io/job-completion-index";
  private static final String JOB_NAME = "batch.kubernetes.io/job-name";
  private static final String CONTROLLER = "batch.kubernetes.io/controller-uid";

  private JobPods() {}

  /** 0 for a Job that is not indexed. */
  static int index(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(INDEX))
        .map(Integer::valueOf)
        .orElse(0);
  }

  static Pod pod(Job job, int index) {
    boolean indexed = "Indexed".equals(job.getSpec().getCompletionMode());
    PodTemplateSpec template = job.getSpec().getTemplate();
    String name = job.getMetadata().getName();
    PodBuilder pod = PodTemplates.pod(template, job, indexed ? name + "-" + index : name);
    pod.editMetadata()
        .addToLabels(Map.of(JOB_NAME, name, CONTROLLER, job.getMetadata().getUid()))
        .addToFinalizers(JobController.TRACKING)
        .endMetadata();
    return indexed ? indexed(pod, index).build() : pod.build();
  }

  private static PodBuilder indexed(PodBuilder pod, int index) {
    pod.editMetadata()
        .addToAnnotations(INDEX, String.valueOf(index))
        .addToLabels(INDEX, String.valueOf(index))
        .endMetadata();
    return pod.editSpec()
        .editFirstContainer()
        .addNewEnv()
        .withName("JOB_COMPLETION_INDEX")
        .withNewValueFrom()
        .withNewFieldRef(null, "metadata.annotations['" + INDEX + "']")
        .endValueFrom()
        .endEnv()
        .endContainer()
        .endSpec();
  }
}
