// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.StageDocument;
import io.pentimento.core.artifact.Lease;
import io.pentimento.core.artifact.LeaseContender;
import io.pentimento.core.artifact.LeaseHolder;
import io.pentimento.core.artifact.LeaseTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the exclusive right to compute a stage. Pseudo targets are shared by all jobs with
 * equal settings; their lease is on a shard, so that the shards of a job run in parallel.
 */
final class StageLease {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final StageContext context;
  private final LeaseContender contender;

  StageLease(StageContext context) {
    this(context, LeaseTiming.ofThisProcess());
  }

  StageLease(StageContext context, LeaseTiming timing) {
    this.context = context;
    LeaseHolder self = LeaseHolder.ofThisProcess(name(context.document().job()));
    this.contender = new LeaseContender(folder(context), self, timing);
  }

  /** Whether waiting is still necessary. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Waits until the lease is free.
   *
   * @param unnecessary ends waiting early, because another process has done the work
   * @return empty if {@code unnecessary}
   * @throws StageFailure if the process is asked to stop
   */
  Optional<Lease> await(Condition unnecessary) throws IOException {
    while (true) {
      Optional<Lease> lease = contender.tryAcquire();
      if (lease.isPresent()) {
        return lease;
      }
      context.progress().waiting(sentence());
      context.stopIfInterrupted();
      Pauses.sleep(POLL);
      if (unnecessary.holds()) {
        return Optional.empty();
      }
    }
  }

  private String sentence() {
    return "waiting for %s, which computes the same stage"
        .formatted(contender.holder().orElse("another process"));
  }

  private static Path folder(StageContext context) {
    StageDocument document = context.document();
    return document.stage() == StageName.GENERATE
        ? context
            .layout()
            .pseudoTargetLease(
                document.requiredPseudoTargetSettings(), context.shard(), document.shards())
        : context.layout().lease(document.stage(), document.key());
  }

  /** The job, and the pod if there is one. */
  private static String name(JobReference job) {
    String name = job.namespace() == null ? job.name() : job.namespace() + "/" + job.name();
    return Optional.ofNullable(System.getenv("HOSTNAME"))
        .map(host -> "job %s on %s".formatted(name, host))
        .orElse("job " + name);
  }
}
