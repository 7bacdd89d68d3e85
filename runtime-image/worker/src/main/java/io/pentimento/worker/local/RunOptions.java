// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.input.OutputPath;
import io.pentimento.worker.local.serving.LocalServing;
import io.pentimento.worker.process.WorkerJvm;
import io.pentimento.worker.progress.Terminal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for running jobs on this machine. */
public final class RunOptions {
  /** A Java process does not start with less. */
  private static final int LEAST_HEAP = 32;

  @Option(
      names = "--workspace",
      description = "Workspace: the folder of all artefacts. Default: pentimento-workspace/CLAIM.")
  private @Nullable Path workspace;

  @Option(names = "--claim", description = "Local folder for a claim: NAME=FOLDER.")
  private Map<String, Path> claims = Map.of();

  @Option(
      names = "--secret",
      description = "Local folder for a secret, with one file per key: NAME=FOLDER.")
  private Map<String, Path> secrets = Map.of();

  @Option(
      names = "--processes",
      defaultValue = "2",
      description = "Maximum number of stage processes at a time. Default: ${DEFAULT-VALUE}.")
  private int processes;

  @Option(
      names = "--heap",
      defaultValue = "2048",
      description = "Java heap of a stage process in MiB. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(names = "--stage-program", hidden = true, defaultValue = "io.pentimento.worker.Main")
  private String stageProgram;

  /**
   * The folder of all artefacts.
   *
   * @throws IllegalArgumentException if it is a file, or cannot be written
   */
  public Path workspace(AdaptationJob job) {
    String claim = job.getSpec().workspace().persistentVolumeClaim().claimName();
    Path folder = workspace == null ? Path.of("pentimento-workspace", claim) : workspace;
    return OutputPath.requireFolder("--workspace", folder).toAbsolutePath().normalize();
  }

  /**
   * Checks numbers before the first stage starts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public void requireValid() {
    OptionRange.requireAtLeast("--processes", processes, 1);
    OptionRange.requireAtLeast("--heap", heap, LEAST_HEAP);
  }

  /**
   * The job on this machine.
   *
   * @param manifest relative URIs are resolved against its folder
   */
  public LocalCluster cluster(
      AdaptationJob job,
      Path manifest,
      JobFile file,
      WorkspaceLayout layout,
      LocalServing serving) {
    SourceLocator sources = sources(manifest);
    return new LocalCluster(
        job,
        file,
        SourceListing.of(job.getSpec(), sources),
        new CompleteArtefacts(layout),
        stages(job, layout, sources),
        serving,
        Terminal.isInteractive() ? new TerminalDisplay(System.out) : new JsonLines(System.out));
  }

  /**
   * The locations of a manifest's sources on this machine.
   *
   * @param manifest relative URIs are resolved against its folder
   */
  public SourceLocator sources(Path manifest) {
    return new SourceLocator(manifest.toAbsolutePath().resolveSibling(""), absolute(claims));
  }

  private StageProcesses stages(AdaptationJob job, WorkspaceLayout layout, SourceLocator sources) {
    int cores = Runtime.getRuntime().availableProcessors();
    StageLauncher launcher =
        new StageLauncher(
            WorkerJvm.withSameOptions(layout, job.getMetadata().getName()),
            stageProgram,
            layout.root(),
            sources,
            absolute(secrets),
            heap,
            cores);
    return new StageProcesses(layout, layout.job(job.getMetadata().getName()), launcher, processes);
  }

  private static Map<String, Path> absolute(Map<String, Path> folders) {
    Map<String, Path> absolute = new HashMap<>();
    folders.forEach((name, path) -> absolute.put(name, path.toAbsolutePath().normalize()));
    return absolute;
  }
}
