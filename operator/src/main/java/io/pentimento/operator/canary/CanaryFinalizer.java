// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * The finalizer of an object during its canary, so that a deletion waits until the route leads to
 * the serving model alone. Server-side apply writes this one entry and nothing else of the object.
 */
record CanaryFinalizer(KubernetesClient client) {
  static final String NAME = "pentimento.io/canary";

  static boolean isOn(HasMetadata owner) {
    return owner.getMetadata().getFinalizers().contains(NAME);
  }

  void add(HasMetadata owner) {
    if (!isOn(owner)) {
      apply(owner, identity(owner).withFinalizers(NAME).build());
    }
  }

  void remove(HasMetadata owner) {
    if (isOn(owner)) {
      apply(owner, identity(owner).build());
    }
  }

  /** With the uid, so that no object is created after another client deleted this one. */
  private static ObjectMetaBuilder identity(HasMetadata owner) {
    return new ObjectMetaBuilder()
        .withName(owner.getMetadata().getName())
        .withNamespace(owner.getMetadata().getNamespace())
        .withUid(owner.getMetadata().getUid());
  }

  private void apply(HasMetadata owner, ObjectMeta metadata) {
    GenericKubernetesResource bare = new GenericKubernetesResource();
    bare.setApiVersion(owner.getApiVersion());
    bare.setKind(owner.getKind());
    bare.setMetadata(metadata);
    client
        .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(owner.getClass()))
        .inNamespace(metadata.getNamespace())
        .resource(bare)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(CanaryRoute.FIELD_MANAGER)
                .withForce(true)
                .build());
  }
}
