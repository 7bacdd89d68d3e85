// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the init containers that verify a model unchanged by a pod template. */
final class Deliveries {
  private Deliveries() {}

  /**
   * Moves the deliveries to the front, and resets what they run and mount. A template may change
   * their resources and variables.
   *
   * @param merged with the user's template
   */
  static PodTemplateSpec enforce(PodTemplateSpec merged, List<Container> deliveries) {
    if (deliveries.isEmpty()) {
      return merged;
    }
    List<Container> known = merged.getSpec().getInitContainers();
    Stream<Container> ours = deliveries.stream().map(each -> enforced(each, known));
    Stream<Container> others =
        known.stream().filter(each -> deliveries.stream().noneMatch(our -> isSame(our, each)));
    return new PodTemplateSpecBuilder(merged)
        .editSpec()
        .withInitContainers(Stream.concat(ours, others).toList())
        .endSpec()
        .build();
  }

  private static Container enforced(Container ours, List<Container> known) {
    Container merged = known.stream().filter(each -> isSame(ours, each)).findFirst().orElse(ours);
    return new ContainerBuilder(ours)
        .withResources(merged.getResources())
        .withEnv(merged.getEnv())
        .build();
  }

  private static boolean isSame(Container one, Container other) {
    return one.getName().equals(other.getName());
  }
}
