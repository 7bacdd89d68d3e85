package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;

/** Something to do. Doing it twice is doing it once. */
public sealed interface Action {

  /** Start the processes of a stage, one per shard; nothing if this attempt already exists. */
  record StartStage(StageDocument document, int attempt) implements Action {}

  /** Ask the processes of a stage to stop, and let them finish or checkpoint. */
  record StopStage(StageName stage, StageKey key) implements Action {}

  /**
   * Bring up servers with this model; once they are ready they replace what serves now.
   *
   * @param digest of the adapted weights, as in the answer of train
   * @param train the key whose artefact has them; null for an earlier model that serves on
   */
  record Serve(String digest, StageKey train, int replicas) implements Action {}

  /** Take the servers away. */
  record StopServing() implements Action {}
}
