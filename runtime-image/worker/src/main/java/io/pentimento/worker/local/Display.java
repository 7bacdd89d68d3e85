package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.workflow.observation.StageRun;
import java.util.List;

/** Shows a job to whoever started it. */
interface Display {
  void show(AdaptationJobStatus status, List<StageRun> runs);
}
