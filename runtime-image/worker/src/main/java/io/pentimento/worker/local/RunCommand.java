// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.local.serving.LocalServing;
import io.pentimento.worker.local.serving.NoServing;
import io.pentimento.worker.local.serving.ServerProgram;
import io.pentimento.worker.process.WorkerJvm;
import io.pentimento.worker.process.WorkspaceLock;
import io.pentimento.workflow.plan.DryRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs all stages of a job on this machine. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an AdaptationJob on this machine: prepare, generate, train, evaluate, serve.",
      "You can stop it at any time; the same command resumes the job."
    })
public final class RunCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  @Parameters(paramLabel = "JOB", description = "Manifest, as for kubectl apply.")
  private Path manifest;

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--port",
      defaultValue = "8080",
      description =
          "Port of the server; if it is in use, the next free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(names = "--server", hidden = true, defaultValue = "${sys:pentimento.server.jar}")
  private @Nullable Path serverJar;

  @Option(names = "--no-serve", description = "Exit after the evaluation.")
  private boolean noServe;

  @Option(names = "--exit-after-serving", description = "Exit when the model is being served.")
  private boolean exitAfterServing;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.requireValid();
    OptionRange.requireWithin("--port", port, 0, LARGEST_PORT);
    Validation answer = new AdaptationJobValidator().validate(InputFile.text("JOB", manifest));
    answer.violations().forEach(violation -> System.err.println(manifest + ": " + violation));
    if (answer.validJob().isEmpty()) {
      return FailureClass.USER_ERROR.exitCode();
    }
    AdaptationJob job = answer.validJob().get();
    if (DryRun.isRequested(job)) {
      throw new IllegalArgumentException(
          "%s has the annotation %s; use pentimento plan, or remove the annotation"
              .formatted(manifest, AdaptationJob.DRY_RUN));
    }
    if (noServe) {
      job.setSpec(NoServing.of(job.getSpec()));
    }
    checkServer(job);
    WorkspaceLayout layout = new WorkspaceLayout(options.workspace(job));
    try (WorkspaceLock lock = WorkspaceLock.take(layout, job.getMetadata().getName())) {
      return run(job, layout);
    }
  }

  private int run(AdaptationJob job, WorkspaceLayout layout)
      throws IOException, InterruptedException {
    JobFile file = new JobFile(layout.job(job.getMetadata().getName()));
    file.recall(job, new CompleteArtefacts(layout).observe().keySet());
    LocalCluster cluster = cluster(job, file, layout);
    AdaptationJobStatus status = cluster.runToTheEnd();
    Summary.of(status, layout).forEach(System.err::println);
    if (status.phase() == Phase.FAILED) {
      return cluster.failureCode();
    }
    if (status.serving() != null && !exitAfterServing) {
      System.err.println("serving; press Ctrl-C to stop");
      cluster.serveOn();
    }
    return 0;
  }

  private LocalCluster cluster(AdaptationJob job, JobFile file, WorkspaceLayout layout) {
    Path log = layout.job(job.getMetadata().getName()).resolve("logs").resolve("server.log");
    LocalServing serving =
        new LocalServing(
            layout,
            WorkerJvm.withSameOptions(layout, job.getMetadata().getName()),
            new ServerProgram(serverJar, job.getSpec().serving().precision()),
            port,
            log);
    return options.cluster(job, manifest, file, layout, serving);
  }

  private void checkServer(AdaptationJob job) {
    boolean there = serverJar != null && Files.exists(serverJar);
    if (job.getSpec().serving().hasServers() && !there) {
      throw new IllegalArgumentException(
          "the server is not built (%s); use ./pentimento, or add --no-serve".formatted(serverJar));
    }
  }
}
