// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.FailureClass;
import io.pentimento.worker.local.serving.LocalServing;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.Decision;
import io.pentimento.workflow.WorkflowPlanner;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.promotion.Approval;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Repeats: observe, decide, write the status, act; until the job has ended. */
public final class LocalCluster {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final AdaptationJob job;
  private final JobFile file;
  private final Map<String, String> identities;
  private final CompleteArtefacts artefacts;
  private final StageProcesses stages;
  private final LocalServing serving;
  private final Display display;
  private final Clock clock = Clock.systemUTC();

  LocalCluster(
      AdaptationJob job,
      JobFile file,
      Map<String, String> identities,
      CompleteArtefacts artefacts,
      StageProcesses stages,
      LocalServing serving,
      Display display) {
    this.job = job;
    this.file = file;
    this.identities = identities;
    this.artefacts = artefacts;
    this.stages = stages;
    this.serving = serving;
    this.display = display;
  }

  /** Runs until the job has succeeded (and its model serves), failed or is suspended. */
  public AdaptationJobStatus runToTheEnd() throws IOException, InterruptedException {
    while (!hasEnded(step())) {
      Thread.sleep(PAUSE.toMillis());
    }
    return job.getStatus();
  }

  /** Serves the model until the process is stopped. */
  void serveOn() throws IOException, InterruptedException {
    while (true) {
      step();
      Thread.sleep(PAUSE.toMillis() * 4);
    }
  }

  /** The exit code of a failed job: that of the class of its last failure. */
  public int failureCode() throws IOException {
    return stages.observe(clock.instant()).stream()
        .flatMap(run -> run.processes().stream())
        .filter(ProcessState.Failed.class::isInstance)
        .map(state -> ((ProcessState.Failed) state).failure())
        .filter(failure -> failure != FailureClass.INTERRUPTED)
        .mapToInt(FailureClass::exitCode)
        .reduce(1, (first, latest) -> latest);
  }

  private Decision step() throws IOException, InterruptedException {
    Instant now = clock.instant();
    List<StageRun> runs = stages.observe(now);
    Observation seen = new Observation(identities, artefacts.observe(), runs, serving.observe(now));
    Decision decision = WorkflowPlanner.decide(job, seen, now);
    if (!decision.status().equals(job.getStatus())) {
      job.setStatus(decision.status());
      file.write(job);
    }
    for (Action action : decision.actions()) {
      action.accept(handler(seen, now));
    }
    display.show(job.getStatus(), runs);
    return decision;
  }

  private Action.Handler<IOException> handler(Observation seen, Instant now) {
    return new Action.Handler<>() {
      @Override
      public void startStage(Action.StartStage start) throws IOException {
        stages.start(start);
      }

      @Override
      public void stopStage(Action.StopStage stop) {
        stages.stop(stop.key(), now);
      }

      @Override
      public void serve(Action.Serve serve) throws IOException {
        serving.serve(serve, seen.complete(), now);
      }

      @Override
      public void stopServing() {
        serving.stop();
      }

      /** One machine has no route, so that a new model is served at once. */
      @Override
      public void steerCanary(Action.SteerCanary steer) {}
    };
  }

  /** The next run with an approved manifest goes on. */
  private static boolean waitsForApproval(Decision decision) {
    return decision.status().stages().stream()
        .allMatch(
            stage -> stage.state() == StageState.SUCCEEDED || Approval.isNeeded(stage.reason()));
  }

  private static boolean hasEnded(Decision decision) {
    Phase phase = decision.status().phase();
    boolean end = phase == Phase.SUCCEEDED || phase == Phase.FAILED || phase == Phase.SUSPENDED;
    return (end || waitsForApproval(decision)) && decision.actions().isEmpty();
  }
}
