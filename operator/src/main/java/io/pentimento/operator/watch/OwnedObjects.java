// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.observe.CacheTransforms;
import io.pentimento.operator.workload.Labels;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects that the operator created for resources of type {@code P}.
 *
 * <p>An annotation names the owner of an object, because a Deployment with deletionPolicy Retain
 * has no owner reference. A label has the owner's uid.
 */
public final class OwnedObjects<P extends HasMetadata> {
  public static final OwnedObjects<AdaptationJob> OF_JOBS =
      new OwnedObjects<>(AdaptationJob.class, Labels.SELECTOR, Labels.JOB_NAME, Labels.JOB_UID);

  public static final OwnedObjects<RestorationService> OF_SERVICES =
      new OwnedObjects<>(
          RestorationService.class,
          Labels.SERVICE_SELECTOR,
          Labels.SERVICE_NAME,
          Labels.SERVICE_UID);

  private final Class<P> ownerType;
  private final String selector;
  private final String nameAnnotation;
  private final String uidLabel;

  private OwnedObjects(
      Class<P> ownerType, String selector, String nameAnnotation, String uidLabel) {
    this.ownerType = ownerType;
    this.selector = selector;
    this.nameAnnotation = nameAnnotation;
    this.uidLabel = uidLabel;
  }

  /** An informer of the objects of a type; a change of one of them reconciles its owner. */
  public <R extends HasMetadata> InformerEventSource<R, P> informer(
      Class<R> type, EventSourceContext<P> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, ownerType)
            .withLabelSelector(selector)
            .withSecondaryToPrimaryMapper(this::owner)
            .withNamespacesInheritedFromController()
            .withItemStore(CacheTransforms.store())
            .build(),
        context);
  }

  /** The cached objects of a type of one owner, without those of a deleted owner of that name. */
  public <R extends HasMetadata> Stream<R> find(P owner, Context<P> context, Class<R> type) {
    String uid = owner.getMetadata().getUid();
    return context
        .getSecondaryResourcesAsStream(type)
        .filter(object -> uid.equals(object.getMetadata().getLabels().get(uidLabel)));
  }

  Set<ResourceID> owner(HasMetadata object) {
    return Optional.ofNullable(Labels.annotation(object, nameAnnotation))
        .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
        .orElse(Set.of());
  }
}
