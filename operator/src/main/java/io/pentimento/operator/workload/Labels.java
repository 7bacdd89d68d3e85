// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.status.StageName;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels and annotations of the operator's objects. Sorted, so that equal manifests have equal
 * text.
 */
public final class Labels {
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String OPERATOR = "pentimento";

  /** Selector of the watched objects. */
  public static final String SELECTOR = MANAGED_BY + "=" + OPERATOR;

  /** What the operator watches of services. */
  public static final String SERVICE_SELECTOR = SELECTOR + ",pentimento.io/service-uid";

  /** The uid of the AdaptationJob. */
  public static final String JOB_UID = "pentimento.io/job-uid";

  /** Annotation with the AdaptationJob's name. */
  public static final String JOB_NAME = "pentimento.io/job-name";

  /** The uid of the RestorationService. */
  public static final String SERVICE_UID = "pentimento.io/service-uid";

  /** Annotation with the RestorationService's name. */
  public static final String SERVICE_NAME = "pentimento.io/service-name";

  public static final String STAGE = "pentimento.io/stage";

  /** Annotations, because a key is longer than a label value may be. */
  public static final String KEY = "pentimento.io/key";

  public static final String ATTEMPT = "pentimento.io/attempt";

  /** The generation of the owner for which the object was created, or last applied. */
  public static final String GENERATION = "pentimento.io/generation";

  /** The wanted model, and the key of the training that produced it. */
  public static final String MODEL = "pentimento.io/model";

  public static final String TRAIN_KEY = "pentimento.io/train-key";

  /** The model that serves until the wanted one is ready, and to which a failed rollout returns. */
  public static final String PREVIOUS_MODEL = "pentimento.io/previous-model";

  public static final String PREVIOUS_TRAIN_KEY = "pentimento.io/previous-train-key";

  /** The addresses of both models of a service. */
  public static final String MODEL_URI = "pentimento.io/model-uri";

  public static final String PREVIOUS_MODEL_URI = "pentimento.io/previous-model-uri";

  /** When the current rollout started. */
  public static final String ROLLOUT_STARTED = "pentimento.io/rollout-started";

  /** The pod template with which servers were last ready, as JSON. */
  public static final String GOOD_TEMPLATE = "pentimento.io/good-template";

  /** The generation of the AdaptationJob whose rollout was rolled back. */
  public static final String ROLLED_BACK = "pentimento.io/rolled-back";

  /** Annotation of a stage's pods with their input document. */
  public static final String DOCUMENT = "pentimento.io/document";

  /** On a Deployment whose replica count the operator does not write. */
  public static final String REPLICAS = "pentimento.io/replicas";

  public static final String UNMANAGED = "Unmanaged";

  /** Digest of the applied manifest. */
  public static final String APPLIED = "pentimento.io/applied";

  /** On the servers of a canary: the uid of the object whose new model they have. */
  public static final String CANARY_OF = "pentimento.io/canary-of";

  static final String NAME = "app.kubernetes.io/name";

  private Labels() {}

  static Map<String, String> of(AdaptationJob job, StageName stage) {
    return new TreeMap<>(
        Map.of(
            MANAGED_BY,
            OPERATOR,
            NAME,
            "pentimento-" + stage,
            JOB_UID,
            job.getMetadata().getUid(),
            STAGE,
            stage.value()));
  }

  static Map<String, String> acceptedSpec(AdaptationJob job) {
    return new TreeMap<>(
        Map.of(MANAGED_BY, OPERATOR, NAME, "pentimento-spec", JOB_UID, job.getMetadata().getUid()));
  }

  /** The pods of a stage. */
  static Map<String, String> selector(AdaptationJob job, StageName stage) {
    return new TreeMap<>(Map.of(JOB_UID, job.getMetadata().getUid(), STAGE, stage.value()));
  }

  static Map<String, String> of(RestorationService service) {
    return new TreeMap<>(
        Map.of(
            MANAGED_BY,
            OPERATOR,
            NAME,
            "pentimento-serve",
            SERVICE_UID,
            service.getMetadata().getUid()));
  }

  /** The server pods of a service. */
  public static Map<String, String> selector(RestorationService service) {
    return Map.of(SERVICE_UID, service.getMetadata().getUid());
  }

  /** Those of the servers of a canary, which the Service of the serving model does not select. */
  static Map<String, String> canary(ServingOwner owner) {
    return new TreeMap<>(
        Map.of(
            MANAGED_BY, OPERATOR, NAME, "pentimento-canary", CANARY_OF, owner.metadata().getUid()));
  }

  /** The pods of the servers of a canary. */
  public static Map<String, String> canarySelector(ServingOwner owner) {
    return Map.of(CANARY_OF, owner.metadata().getUid());
  }

  /** Whether it belongs to the servers of a canary. */
  public static boolean isOfCanary(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && labels.containsKey(CANARY_OF);
  }

  /** The Kueue queue that it names; null if it names none. */
  public static @Nullable String queue(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? null : labels.get(KueueMetadata.QUEUE_NAME);
  }

  /**
   * The value of an annotation that the operator writes on each such object.
   *
   * @throws IllegalStateException if it was removed
   */
  public static String requiredAnnotation(HasMetadata object, String name) {
    String value = annotation(object, name);
    if (value == null) {
      throw new IllegalStateException(
          "%s %s has no annotation %s; delete it, and the operator creates it again"
              .formatted(object.getKind(), object.getMetadata().getName(), name));
    }
    return value;
  }

  /** The value of an annotation; null if there is none. */
  public static @Nullable String annotation(HasMetadata object, String name) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(name);
  }
}
