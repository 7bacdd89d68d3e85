package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.Phase;
import io.pentimento.api.v1alpha1.Serving;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.SourceLocator;
import io.pentimento.stage.WorkspaceLayout;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a whole job on this machine. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an AdaptationJob on this machine: prepare, generate, train, evaluate, serve.",
      "Stop it whenever you like; the same command goes on where it was."
    })
public final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "JOB", description = "The manifest, as for kubectl apply.")
  private Path manifest;

  @Option(
      names = "--workspace",
      description = "Folder of all artefacts. Default: pentimento-workspace/ and the claim's name.")
  private Path workspace;

  @Option(names = "--claim", description = "Folder that stands for a claim: NAME=FOLDER.")
  private Map<String, Path> claims = Map.of();

  @Option(
      names = "--secret",
      description = "Folder that stands for a secret, with a file for each key: NAME=FOLDER.")
  private Map<String, Path> secrets = Map.of();

  @Option(
      names = "--processes",
      defaultValue = "2",
      description = "Stage processes at a time. Default: ${DEFAULT-VALUE}.")
  private int processes;

  @Option(
      names = "--heap",
      defaultValue = "2048",
      description = "Megabytes of Java heap for a stage process. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Of the server; the next free one is taken. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(names = "--server", hidden = true, defaultValue = "${sys:pentimento.server.jar}")
  private Path serverJar;

  @Option(names = "--stage-program", hidden = true, defaultValue = "io.pentimento.worker.Main")
  private String stageProgram;

  @Option(names = "--no-serve", description = "End after the evaluation.")
  private boolean noServe;

  @Option(names = "--exit-after-serving", description = "End once the model has served.")
  private boolean exitAfterServing;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Validation answer = new AdaptationJobValidator().validate(manifest);
    if (answer instanceof Validation.Invalid invalid) {
      invalid.sentences().forEach(sentence -> System.err.println(manifest + ": " + sentence));
      return FailureClass.USER_ERROR.exitCode();
    }
    AdaptationJob job = ((Validation.Valid) answer).job();
    if (noServe) {
      job.setSpec(withoutServers(job.getSpec()));
    }
    checkServer(job);
    Path folder = workspace(job);
    try (WorkspaceLock lock = WorkspaceLock.take(folder)) {
      return run(job, new WorkspaceLayout(folder));
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
      System.err.println("serving until you press Ctrl-C");
      cluster.serveOn();
    }
    return 0;
  }

  private LocalCluster cluster(AdaptationJob job, JobFile file, WorkspaceLayout layout) {
    Path folder = layout.job(job.getMetadata().getName());
    WorkerJvm jvm = WorkerJvm.likeThis(layout.root());
    SourceLocator sources = sources();
    int cores = Runtime.getRuntime().availableProcessors();
    StageLauncher launcher =
        new StageLauncher(
            jvm, stageProgram, layout.root(), sources, absolute(secrets), heap, cores);
    return new LocalCluster(
        job,
        file,
        SourceListing.of(job.getSpec(), sources),
        new CompleteArtefacts(layout),
        new StageProcesses(layout, folder, launcher, processes),
        new LocalServing(
            layout, jvm, serverJar, port, folder.resolve("logs").resolve("server.log")),
        System.console() == null ? new JsonLines(System.out) : new TerminalDisplay(System.out));
  }

  private SourceLocator sources() {
    return new SourceLocator(manifest.toAbsolutePath().getParent(), absolute(claims));
  }

  private static Map<String, Path> absolute(Map<String, Path> folders) {
    Map<String, Path> absolute = new HashMap<>();
    folders.forEach((name, path) -> absolute.put(name, path.toAbsolutePath().normalize()));
    return absolute;
  }

  private Path workspace(AdaptationJob job) {
    String claim = job.getSpec().workspace().persistentVolumeClaim().claimName();
    Path folder = workspace == null ? Path.of("pentimento-workspace", claim) : workspace;
    return folder.toAbsolutePath().normalize();
  }

  private void checkServer(AdaptationJob job) {
    boolean there = serverJar != null && Files.exists(serverJar);
    if (job.getSpec().serving().replicas() > 0 && !there) {
      throw new IllegalArgumentException(
          "the server is not built (%s); start with ./pentimento, or add --no-serve"
              .formatted(serverJar));
    }
  }

  private static AdaptationJobSpec withoutServers(AdaptationJobSpec spec) {
    Serving serving = spec.serving();
    return new AdaptationJobSpec(
        spec.restorer(),
        spec.prior(),
        spec.dataset(),
        spec.pseudoTargets(),
        spec.fineTuning(),
        spec.evaluation(),
        new Serving(0, serving.resources(), serving.podTemplate(), serving.deletionPolicy()),
        spec.workspace(),
        spec.suspend(),
        spec.activeDeadlineSeconds(),
        spec.preRunningDeadlineSeconds(),
        spec.ttlSecondsAfterFinished(),
        spec.backoffLimit());
  }
}
