// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The labels and annotations of an AdaptationJob that configure Kueue, for the Jobs of its stages.
 *
 * @param pods pods that the Job runs at the same time
 */
record KueueMetadata(AdaptationJob job, int pods) {
  static final String QUEUE_NAME = "kueue.x-k8s.io/queue-name";

  private static final String PREFIX = "kueue.x-k8s.io/";
  private static final String POD_SET = PREFIX + "podset-";
  private static final String MIN_PARALLELISM = PREFIX + "job-min-parallelism";

  Map<String, String> labels() {
    return copy(job.getMetadata().getLabels(), name -> name.startsWith(PREFIX));
  }

  /** Kueue rejects a minimum that is not less than the parallelism, as it is for a single pod. */
  Map<String, String> annotations() {
    Map<String, String> copied =
        copy(
            job.getMetadata().getAnnotations(),
            name -> name.startsWith(PREFIX) && !name.startsWith(POD_SET));
    if (!isBelow(copied.get(MIN_PARALLELISM), pods)) {
      copied.keySet().removeAll(Set.of(MIN_PARALLELISM));
    }
    return copied;
  }

  /** Kueue reads the topology of a pod set from the pod template. */
  Map<String, String> podAnnotations() {
    return copy(job.getMetadata().getAnnotations(), name -> name.startsWith(POD_SET));
  }

  private static boolean isBelow(@Nullable String value, int limit) {
    return value != null && value.matches("[0-9]{1,9}") && Integer.parseInt(value) < limit;
  }

  private static Map<String, String> copy(Map<String, String> given, Predicate<String> wanted) {
    Map<String, String> copied = new TreeMap<>();
    if (given != null) {
      given.forEach(
          (name, value) -> {
            if (wanted.test(name)) {
              copied.put(name, value);
            }
          });
    }
    return copied;
  }
}
