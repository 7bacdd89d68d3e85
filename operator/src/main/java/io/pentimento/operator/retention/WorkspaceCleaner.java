// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.retention;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.workload.CleaningWorkload;
import io.pentimento.workflow.retention.JobReferences;
import io.pentimento.workflow.retention.WorkspaceRetention;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Creates the Job that cleans the workspace of a job, once a day. A failure is logged and repeated
 * later; it never delays the stages.
 */
public final class WorkspaceCleaner {
  private static final Logger LOG = Logger.getLogger(WorkspaceCleaner.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final SharedWorkspaces workspaces;
  private final OperatorConfig config;

  /** The last day on which the Job of a claim existed or was created. */
  private final Map<String, Long> done = new ConcurrentHashMap<>();

  public WorkspaceCleaner(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.workspaces = new SharedWorkspaces(client);
    this.config = config;
  }

  /**
   * Creates today's Job unless it exists.
   *
   * @return when to call again; empty if the job has no retention
   */
  public Optional<Instant> clean(AdaptationJob job, Instant now) {
    if (job.getSpec().workspace().retention() == null) {
      return Optional.empty();
    }
    long day = now.getEpochSecond() / DAY.toSeconds();
    String place = job.getMetadata().getNamespace() + "/" + SharedWorkspaces.claim(job);
    if (!isYoung(job, now) && !Long.valueOf(day).equals(done.get(place))) {
      if (!create(job, day)) {
        return Optional.of(now.plus(RETRY));
      }
      done.put(place, day);
    }
    return Optional.of(Instant.EPOCH.plus(DAY.multipliedBy(day + 1)));
  }

  /** Nothing of a new job is old enough, and its first status may not list its artefacts yet. */
  private static boolean isYoung(AdaptationJob job, Instant now) {
    String created = job.getMetadata().getCreationTimestamp();
    return created == null || Instant.parse(created).plus(DAY).isAfter(now);
  }

  private boolean create(AdaptationJob job, long day) {
    try {
      client.resource(workload(job, day).manifest()).create();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return true; // of another job with the same claim, or of an earlier operator
      }
      LOG.warnf(
          "Cannot create the Job that cleans claim %s: %s",
          SharedWorkspaces.claim(job), e.getMessage());
      return false;
    }
  }

  private CleaningWorkload workload(AdaptationJob job, long day) {
    List<AdaptationJob> sharing = workspaces.jobsThatShare(job);
    return new CleaningWorkload(
        job,
        WorkspaceRetention.of(sharing),
        JobReferences.of(sharing, other -> !WorkspaceRetention.removesPersonalData(other)),
        day,
        config);
  }
}
