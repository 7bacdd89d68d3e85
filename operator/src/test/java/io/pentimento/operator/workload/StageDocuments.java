// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.operator.Answers;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.Decision;
import io.pentimento.workflow.WorkflowPlanner;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The input documents of a job's stages if all succeed. */
final class StageDocuments {
  private StageDocuments() {}

  static Map<StageName, StageDocument> of(AdaptationJob job) {
    Map<StageName, StageDocument> documents = new EnumMap<>(StageName.class);
    List<StageRun> runs = new ArrayList<>();
    boolean started;
    do {
      Observation seen = new Observation(Map.of(), Map.of(), runs, ServingState.none());
      Decision decision = WorkflowPlanner.decide(job, seen, Instant.EPOCH);
      started = false;
      for (Action action : decision.actions()) {
        if (action instanceof Action.StartStage start) {
          started = true;
          StageDocument document = start.document();
          documents.put(document.stage(), document);
          runs.add(
              new StageRun(
                  document.stage(),
                  document.key(),
                  1,
                  "run",
                  List.of(new ProcessState.Succeeded(Answers.success(document)))));
        }
      }
    } while (started);
    return documents;
  }
}
