// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import io.pentimento.worker.compare.ComparisonPlan.Variant;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.OutputPath;
import io.pentimento.worker.local.CompleteArtefacts;
import io.pentimento.worker.local.JobFile;
import io.pentimento.worker.local.LocalCluster;
import io.pentimento.worker.local.RunOptions;
import io.pentimento.worker.local.serving.LocalServing;
import io.pentimento.worker.local.serving.NoServing;
import io.pentimento.worker.process.WorkerJvm;
import io.pentimento.worker.process.WorkspaceLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs variants of a job and compares their metrics. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Runs variants of an AdaptationJob and compares their results.",
      "Writes comparison.md and comparison.json, and verdicts.json if the plan has trials.",
      "Variants share common work. If it is stopped, the same command resumes it."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Parameters(paramLabel = "PLAN", description = "A job and its variants (YAML).")
  private Path file;

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--out",
      description = "Output folder of the tables. Default: folder of the plan.")
  private @Nullable Path out;

  private int exitCode;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.requireValid();
    ComparisonPlan plan = ComparisonPlan.read(file);
    OutputPath.requireFolder("--out", folder());
    Path manifest = file.toAbsolutePath().resolveSibling(plan.job());
    Map<Variant, AdaptationJob> jobs = jobs(plan, manifest);
    if (jobs.isEmpty()) {
      return FailureClass.USER_ERROR.exitCode();
    }
    Map<String, VariantOutcome> outcomes = new LinkedHashMap<>();
    for (Map.Entry<Variant, AdaptationJob> job : jobs.entrySet()) {
      String name = job.getKey().name();
      System.err.println("%s, %d of %d".formatted(name, outcomes.size() + 1, jobs.size()));
      outcomes.put(name, run(name, job.getValue(), manifest));
      write(plan, outcomes);
    }
    return exitCode;
  }

  private static AdaptationJob withoutServing(AdaptationJob job) {
    job.setSpec(NoServing.of(job.getSpec()));
    return job;
  }

  /**
   * Each variant once. All variants are validated before the first one runs; empty if one is
   * invalid.
   */
  private Map<Variant, AdaptationJob> jobs(ComparisonPlan plan, Path manifest) throws IOException {
    JsonNode base = base(manifest);
    Map<Variant, AdaptationJob> jobs = new LinkedHashMap<>();
    boolean refused = false;
    for (Variant variant : plan.variants()) {
      Validation answer =
          new AdaptationJobValidator().validate(ComparisonPlan.manifest(base, variant));
      answer
          .violations()
          .forEach(
              s -> System.err.println("%s: variant %s: %s".formatted(file, variant.name(), s)));
      answer.validJob().ifPresent(job -> jobs.put(variant, withoutServing(job)));
      refused |= answer.validJob().isEmpty();
    }
    return refused ? Map.of() : jobs;
  }

  private JsonNode base(Path manifest) throws IOException {
    String field = "%s: job".formatted(file);
    String yaml = InputFile.text(field, manifest);
    try {
      JsonNode base = new ObjectMapper(new YAMLFactory()).readTree(yaml);
      if (base.isObject()) {
        return base;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: %s is not valid YAML: %s".formatted(field, manifest, e.getOriginalMessage()), e);
    }
    throw new IllegalArgumentException(
        "%s: %s is empty or not an AdaptationJob".formatted(field, manifest));
  }

  private VariantOutcome run(String name, AdaptationJob job, Path manifest)
      throws IOException, InterruptedException {
    WorkspaceLayout layout = new WorkspaceLayout(options.workspace(job));
    try (WorkspaceLock lock = WorkspaceLock.take(layout, job.getMetadata().getName())) {
      JobFile memory = new JobFile(layout.job(job.getMetadata().getName()));
      memory.recall(job, new CompleteArtefacts(layout).observe().keySet());
      LocalServing none =
          new LocalServing(
              layout,
              WorkerJvm.withSameOptions(layout, job.getMetadata().getName()),
              null,
              0,
              layout.root());
      LocalCluster cluster = options.cluster(job, manifest, memory, layout, none);
      AdaptationJobStatus status = cluster.runToTheEnd();
      VariantOutcome outcome = VariantOutcome.of(name, status, layout);
      if (outcome.failure() != null) {
        System.err.println(name + ": " + outcome.failure());
        exitCode = exitCode == 0 ? cluster.failureCode() : exitCode;
      }
      return outcome;
    }
  }

  /**
   * Called after every variant, so that an interrupted comparison has written its results so far.
   */
  private void write(ComparisonPlan plan, Map<String, VariantOutcome> outcomes) throws IOException {
    Path folder = folder();
    Files.createDirectories(folder);
    List<ComparisonPlan.Group> groups =
        plan.groups().stream().map(group -> finished(group, outcomes)).toList();
    String tables =
        new ComparisonTables(outcomes)
            .markdown(groups.stream().filter(g -> !g.variants().isEmpty()).toList());
    List<TrialResult> results =
        plan.trials().stream().map(trial -> TrialResult.of(trial, outcomes)).toList();
    String trials = results.stream().map(TrialTables::markdown).collect(Collectors.joining("\n"));
    AtomicFile.write(
        folder.resolve("comparison.md"),
        (groups.isEmpty() ? trials : tables + trials).getBytes(StandardCharsets.UTF_8));
    if (!results.isEmpty()) {
      AtomicFile.write(folder.resolve("verdicts.json"), JSON.writeValueAsBytes(results));
    }
    AtomicFile.write(folder.resolve("comparison.json"), JSON.writeValueAsBytes(outcomes.values()));
  }

  private Path folder() {
    return out == null ? file.toAbsolutePath().resolveSibling("") : out;
  }

  private static ComparisonPlan.Group finished(
      ComparisonPlan.Group group, Map<String, VariantOutcome> outcomes) {
    return new ComparisonPlan.Group(
        group.title(),
        group.note(),
        group.variants().stream().filter(v -> outcomes.containsKey(v.name())).toList());
  }
}
