// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.workflow.canary.CanaryTarget;
import org.jspecify.annotations.Nullable;

/** An action of a cluster. Actions are idempotent. */
public sealed interface Action {

  /** Carries out actions; it has a method for each kind, so that none can be forgotten. */
  interface Handler<E extends Exception> {
    void startStage(StartStage start) throws E;

    void stopStage(StopStage stop) throws E;

    void serve(Serve serve) throws E;

    void stopServing() throws E;

    void steerCanary(SteerCanary steer) throws E;
  }

  /** Calls the method of the handler for this kind of action. */
  <E extends Exception> void accept(Handler<E> handler) throws E;

  /** Start the processes of a stage, one per shard; nothing if this attempt already exists. */
  record StartStage(StageDocument document, int attempt) implements Action {
    @Override
    public <E extends Exception> void accept(Handler<E> handler) throws E {
      handler.startStage(this);
    }
  }

  /** Ask the processes of a stage to stop, and let them finish or write a checkpoint. */
  record StopStage(StageName stage, StageKey key) implements Action {
    @Override
    public <E extends Exception> void accept(Handler<E> handler) throws E {
      handler.stopStage(this);
    }
  }

  /**
   * Start servers with this model. Once they are ready, they replace the current servers.
   *
   * @param digest of the adapted weights, as reported by train
   * @param train key of the artefact with the model; null for an earlier model
   */
  record Serve(String digest, @Nullable StageKey train, int replicas) implements Action {
    @Override
    public <E extends Exception> void accept(Handler<E> handler) throws E {
      handler.serve(this);
    }
  }

  /**
   * Bring the servers of a canary and the weights of its route to the wanted state.
   *
   * @param train key of the artefact with the new model; null if the spec now needs another model
   */
  record SteerCanary(CanaryTarget target, @Nullable StageKey train) implements Action {
    @Override
    public <E extends Exception> void accept(Handler<E> handler) throws E {
      handler.steerCanary(this);
    }
  }

  /** Delete the servers. */
  record StopServing() implements Action {
    @Override
    public <E extends Exception> void accept(Handler<E> handler) throws E {
      handler.stopServing();
    }
  }
}
