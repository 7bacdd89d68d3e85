// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.contract.WorkspaceCleaning;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.input.DurationConverter;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.InputFolder;
import io.pentimento.worker.local.CompleteArtefacts;
import io.pentimento.worker.retention.Retention.Removal;
import io.pentimento.workflow.retention.JobReferences;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes unused files from a workspace. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = {
      "Lists items of a workspace that can be removed: artefacts to which no job and no published"
          + " model refers and, if a time is given, personal data.",
      "Removes them only with --delete."
    })
public final class GcCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1_000_000;

  @Parameters(paramLabel = "WORKSPACE", description = "Folder of the workspace.")
  private Path workspace;

  @Option(
      names = "--jobs",
      paramLabel = "FILE",
      description =
          "Jobs of a cluster that share the workspace: output of kubectl get adaptationjobs -A -o"
              + " yaml; repeatable. Required unless 'pentimento run' ran jobs here.")
  private List<Path> jobs = List.of();

  @Option(
      names = "--references",
      paramLabel = "FILE",
      hidden = true,
      description = "What the jobs of a cluster use, as the operator lists it; instead of --jobs.")
  private @Nullable Path listed;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "PT24H",
      description = "Minimum time since the last change of an item. Default: ${DEFAULT-VALUE}.")
  private Duration grace;

  @Option(
      names = "--personal-data-after",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "Also remove source images, crops, pseudo targets, restored images and reports of"
              + " finished jobs that are older, such as P30D. Default: they are kept.")
  private @Nullable Duration personalData;

  @Option(names = "--delete", description = "Remove the listed items.")
  private boolean delete;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    InputFolder.require("WORKSPACE", workspace);
    requireNotNegative("--grace", grace);
    requireNotNegative("--personal-data-after", personalData);
    WorkspaceLayout layout = new WorkspaceLayout(workspace.toAbsolutePath().normalize());
    WorkspaceCleaning used = used(layout);
    PrintWriter out = command.commandLine().getOut();
    try (HeldLeases leases = HeldLeases.takeFree(layout)) {
      References references = references(layout, used, leases);
      if (delete) {
        UnusedItem.emptyTrash(layout, Clock.systemUTC().instant());
      }
      explain(references, leases, out);
      List<Removal> removals =
          new Retention(grace, personalData)
              .removals(new WorkspaceItems(layout).list(), references, Clock.systemUTC().instant());
      for (Removal removal : removals) {
        report(removal, out);
        if (delete) {
          new UnusedItem(layout, removal.item()).delete();
        }
      }
      summarise(removals, out);
    }
    return 0;
  }

  private static void requireNotNegative(String option, @Nullable Duration duration) {
    if (duration != null && duration.isNegative()) {
      throw new IllegalArgumentException(
          "%s must not be negative, but is %s".formatted(option, duration));
    }
  }

  private List<AdaptationJob> knownJobs(WorkspaceLayout layout) throws IOException {
    List<AdaptationJob> known = new ArrayList<>(KnownJobs.local(layout));
    for (Path file : jobs) {
      known.addAll(KnownJobs.listed(file));
    }
    if (known.isEmpty() && jobs.isEmpty()) {
      throw new IllegalArgumentException(
          ("no job of %s is known; export the jobs of the cluster with kubectl get adaptationjobs"
                  + " -A -o yaml > jobs.yaml, and give --jobs jobs.yaml")
              .formatted(workspace));
    }
    return known;
  }

  /** What the jobs use: as the operator passes it, or by the jobs that are known here. */
  private WorkspaceCleaning used(WorkspaceLayout layout) throws IOException {
    return listed == null
        ? JobReferences.of(knownJobs(layout), job -> false)
        : listed(listed).and(JobReferences.of(KnownJobs.local(layout), job -> true));
  }

  private static WorkspaceCleaning listed(Path file) throws IOException {
    WorkspaceCleaning listed = WorkspaceCleaning.read(InputFile.requireText("--references", file));
    if (listed.keys().isEmpty()) {
      throw new IllegalArgumentException(file + " lists no keys, so all files would be unused");
    }
    return listed;
  }

  private static References references(
      WorkspaceLayout layout, WorkspaceCleaning used, HeldLeases leases) throws IOException {
    Set<String> kept = new HashSet<>(used.keys());
    kept.addAll(ServedModels.keys(used.models(), new CompleteArtefacts(layout).observe()));
    kept.addAll(new PublishedModels(layout).keys());
    return new References(kept, used.complete(), leases.holders().keySet());
  }

  private static void explain(References references, HeldLeases leases, PrintWriter out) {
    for (String key : references.unknownWork()) {
      out.println(
          "nothing is removed: %s computes %s, which belongs to no known job; give --jobs with all jobs of the workspace"
              .formatted(leases.holders().get(key), key));
    }
  }

  private static void report(Removal removal, PrintWriter out) {
    out.println(
        "%s  %.1f MB  %s"
            .formatted(
                removal.item().path(),
                (double) removal.item().bytes() / MEGABYTE,
                removal.reason()));
  }

  private void summarise(List<Removal> removals, PrintWriter out) {
    long bytes = removals.stream().mapToLong(removal -> removal.item().bytes()).sum();
    out.println(
        "%s: %d items, at most %.1f MB%s"
            .formatted(
                delete ? "removed" : "can be removed",
                removals.size(),
                (double) bytes / MEGABYTE,
                delete || removals.isEmpty() ? "" : "; add --delete to remove them"));
  }
}
