// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.status;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.operator.observe.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Writes a job's status on the version that was read. A decision based on a stale cache or by a
 * former leader is rejected, and the job is reconciled again.
 */
public final class StatusPatcher {
  private final StatusWriter writer;
  private final List<StatusListener> listeners;
  private final Duration interval;
  private final Instant now;
  private AdaptationJob job;

  /**
   * @param job as it was read
   * @param interval minimum time between two writes of counters only
   */
  public StatusPatcher(
      AdaptationJob job,
      StatusWriter writer,
      List<StatusListener> listeners,
      Duration interval,
      Instant now) {
    this.job = job;
    this.writer = writer;
    this.listeners = listeners;
    this.interval = interval;
    this.now = now;
  }

  /** The job with the last written status. */
  public AdaptationJob job() {
    return job;
  }

  /**
   * Writes the status unless it is unchanged.
   *
   * @param view the observation that the status is based on
   */
  public void write(AdaptationJobStatus status, ClusterView view) {
    AdaptationJob before = job;
    AdaptationJobStatus known = before.getStatus();
    if (new StatusChange(known, status).isWorthWriting(now, interval)) {
      job = writer.write(bare(status));
      StatusWrite write =
          new StatusWrite(
              before, known == null ? AdaptationJobStatus.empty() : known, status, view, now);
      listeners.forEach(listener -> listener.written(write));
    }
  }

  private AdaptationJob bare(AdaptationJobStatus status) {
    AdaptationJob bare = new AdaptationJob();
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withName(job.getMetadata().getName())
            .withNamespace(job.getMetadata().getNamespace())
            .withResourceVersion(job.getMetadata().getResourceVersion())
            .build());
    bare.setStatus(status);
    return bare;
  }
}
