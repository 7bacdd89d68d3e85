// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.plan;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.local.CompleteArtefacts;
import io.pentimento.worker.local.RunOptions;
import io.pentimento.worker.local.SourceListing;
import io.pentimento.worker.plan.EarlierRuns.Estimate;
import io.pentimento.workflow.plan.JobPlan;
import io.pentimento.workflow.plan.StageWork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what {@code run} would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a job would do: its sources, the stages that run or are reused, and an estimate"
          + " of the time, based on earlier runs in the workspace.",
      "It starts, downloads and writes nothing."
    })
public final class PlanCommand implements Callable<Integer> {
  private static final List<StageName> STAGES =
      List.of(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE);

  @Parameters(paramLabel = "JOB", description = "The manifest, as for kubectl apply.")
  private Path manifest;

  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    Validation answer = new AdaptationJobValidator().validate(InputFile.text("JOB", manifest));
    answer.violations().forEach(violation -> out.println(manifest + ": " + violation));
    if (answer.validJob().isEmpty()) {
      return FailureClass.USER_ERROR.exitCode();
    }
    AdaptationJob job = answer.validJob().get();
    WorkspaceLayout layout = new WorkspaceLayout(options.workspace(job));
    SourceLocator locator = options.sources(manifest);
    Map<StageKey, TerminationMessage> complete = new CompleteArtefacts(layout).observe();
    JobPlan plan = JobPlan.of(job.getSpec(), SourceListing.of(job.getSpec(), locator), complete);

    out.println("sources");
    SourceSizes.of(job.getSpec(), locator)
        .forEach((name, size) -> out.println("  %-28s %s".formatted(name, size)));
    out.println("stages in " + layout.root());
    print(job.getSpec(), plan, new EarlierRuns(layout, complete), images(job, plan, locator), out);
    return 0;
  }

  private static void print(
      AdaptationJobSpec spec, JobPlan plan, EarlierRuns earlier, long images, PrintWriter out)
      throws IOException {
    Duration total = Duration.ZERO;
    boolean whole = true;
    for (StageName stage : STAGES) {
      if (plan.isReused(stage)) {
        out.println("  %-9s reused: %s".formatted(stage.value(), plan.keys().get(stage)));
        continue;
      }
      StageWork work = StageWork.of(StageParameters.of(stage, spec), images);
      Optional<Estimate> estimate = earlier.estimate(stage, work);
      out.println("  %-9s runs: %s%s".formatted(stage.value(), work.description(), text(estimate)));
      total = total.plus(estimate.map(Estimate::time).orElse(Duration.ZERO));
      whole &= estimate.isPresent();
    }
    out.println(
        "%s %.2f hours of all processes; on a GPU the GPU-hours are those of generate, train and evaluate"
            .formatted(whole ? "about" : "more than", total.toSeconds() / 3600.0));
  }

  private static String text(Optional<Estimate> estimate) {
    return estimate
        .map(e -> "; about %d s, by %s".formatted(e.time().toSeconds(), e.basis()))
        .orElse("; no estimate: no earlier run in this workspace");
  }

  /** As counted by prepare; otherwise the number of files in the folder. */
  private static long images(AdaptationJob job, JobPlan plan, SourceLocator locator)
      throws IOException {
    if (plan.images().isPresent()) {
      return plan.images().get();
    }
    Optional<Path> folder = locator.path(job.getSpec().dataset().source().uri());
    return folder.isPresent() && Files.isDirectory(folder.get())
        ? ImageFolder.list(folder.get()).size()
        : 0;
  }
}
