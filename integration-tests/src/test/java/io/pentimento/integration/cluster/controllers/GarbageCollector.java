// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.integration.cluster.api.Deletion;
import io.pentimento.integration.cluster.control.Controller;
import io.pentimento.integration.cluster.control.Finalizers;
import io.pentimento.integration.cluster.control.Pods;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Deletes dependents of deleted objects, and completes deletions in the foreground. */
public record GarbageCollector(KubernetesClient client) implements Controller {

  @Override
  public void look() {
    List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
    List<Job> jobs = client.batch().v1().jobs().inAnyNamespace().list().getItems();
    List<HasMetadata> dependents =
        Stream.of(
                pods,
                jobs,
                client.configMaps().inAnyNamespace().list().getItems(),
                client.services().inAnyNamespace().list().getItems(),
                client.apps().deployments().inAnyNamespace().list().getItems())
            .<HasMetadata>flatMap(List::stream)
            .toList();
    Set<String> owners = owners(dependents); // read after the dependents
    dependents.stream().filter(object -> isOrphan(object, owners)).forEach(this::delete);
    jobs.stream()
        .filter(job -> job.getMetadata().getFinalizers().contains(Deletion.FOREGROUND))
        .forEach(job -> finish(job, pods));
  }

  private Set<String> owners(List<HasMetadata> dependents) {
    Set<String> uids = new HashSet<>();
    client
        .resources(AdaptationJob.class)
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(job -> uids.add(job.getMetadata().getUid()));
    dependents.forEach(object -> uids.add(object.getMetadata().getUid()));
    return uids;
  }

  private static boolean isOrphan(HasMetadata object, Set<String> owners) {
    var references = object.getMetadata().getOwnerReferences();
    return !references.isEmpty()
        && !Pods.isBeingDeleted(object)
        && references.stream().noneMatch(reference -> owners.contains(reference.getUid()));
  }

  private void finish(Job job, List<Pod> pods) {
    List<Pod> own = pods.stream().filter(pod -> Pods.isOwnedBy(pod, job)).toList();
    own.stream().filter(pod -> !Pods.isBeingDeleted(pod)).forEach(this::delete);
    if (own.isEmpty()) {
      Finalizers.remove(client, job, Deletion.FOREGROUND);
    }
  }

  private void delete(HasMetadata object) {
    client.resource(object).delete();
  }
}
