package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels and annotations by which the operator finds its objects again. Sorted, so that equal
 * manifests are equal texts.
 */
public final class Labels {
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String OPERATOR = "pentimento";

  /** What the operator watches. */
  public static final String SELECTOR = MANAGED_BY + "=" + OPERATOR;

  /** The uid of the AdaptationJob. */
  public static final String JOB_UID = "pentimento.io/job-uid";

  /** Annotation with the AdaptationJob's name. */
  public static final String JOB_NAME = "pentimento.io/job-name";

  public static final String STAGE = "pentimento.io/stage";

  /** Annotations: a key has more digits than a label may have. */
  public static final String KEY = "pentimento.io/key";

  public static final String ATTEMPT = "pentimento.io/attempt";

  /** The generation of the AdaptationJob that had it made, or that a Deployment follows. */
  public static final String GENERATION = "pentimento.io/generation";

  /** The model that is to serve, and the key of the training that made it. */
  public static final String MODEL = "pentimento.io/model";

  public static final String TRAIN_KEY = "pentimento.io/train-key";

  /** The model that serves until the other is ready, and comes back if it never is. */
  public static final String PREVIOUS_MODEL = "pentimento.io/previous-model";

  public static final String PREVIOUS_TRAIN_KEY = "pentimento.io/previous-train-key";

  /** When the present rollout began. */
  public static final String ROLLOUT_STARTED = "pentimento.io/rollout-started";

  /** The pod template with which servers were last ready, as JSON. */
  public static final String GOOD_TEMPLATE = "pentimento.io/good-template";

  /** The generation of the AdaptationJob whose rollout was given up for the good template. */
  public static final String ROLLED_BACK = "pentimento.io/rolled-back";

  /** Annotation of a stage's pods with the document that tells them what to do. */
  public static final String DOCUMENT = "pentimento.io/document";

  /** On a Deployment whose replica count the operator does not write. */
  public static final String REPLICAS = "pentimento.io/replicas";

  public static final String UNMANAGED = "Unmanaged";

  /** Digest of what was applied. */
  public static final String APPLIED = "pentimento.io/applied";

  /** The value of {@link #STAGE} for the servers of a canary. */
  public static final String CANARY = "canary";

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

  /** The pods of the servers of a canary. */
  static Map<String, String> canarySelector(AdaptationJob job) {
    return new TreeMap<>(Map.of(JOB_UID, job.getMetadata().getUid(), STAGE, CANARY));
  }

  /** Whether it belongs to the servers of a canary. */
  public static boolean isOfCanary(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && CANARY.equals(labels.get(STAGE));
  }

  /** Whether it names the queue that admits it. */
  public static boolean isQueued(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && labels.containsKey(KueueMetadata.QUEUE_NAME);
  }

  /** The value of an annotation; null if there is none. */
  public static String annotation(HasMetadata object, String name) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(name);
  }
}
