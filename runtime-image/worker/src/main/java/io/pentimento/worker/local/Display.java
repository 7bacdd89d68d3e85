// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.workflow.observation.StageRun;
import java.util.List;

/** Shows the state of a job to the user. */
interface Display {
  void show(AdaptationJobStatus status, List<StageRun> runs);
}
