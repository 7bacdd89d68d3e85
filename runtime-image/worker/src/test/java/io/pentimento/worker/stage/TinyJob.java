// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job whose stages take seconds, with generated networks and images. It runs stages by their
 * documents, as a cluster does, in this process or in a separate one.
 *
 * @param folder base of relative URIs; contains the models and the images
 */
public record TinyJob(Path folder, Path workspace, String manifest) {
  public static final int IMAGES = 6;

  private static final String MANIFEST =
      """
      spec:
        restorer: {source: {uri: restorer.safetensors}}
        prior: {source: {uri: prior.safetensors}}
        dataset: {source: {uri: images}, holdout: {fraction: 0.2}}
        pseudoTargets: {shards: 1, batchSize: 1, lowPassFactor: 4, sampler: {steps: 10}}
        fineTuning:
          iterations: 12
          batchSize: 2
          microBatchSize: 1
          checkpointInterval: 3
          emaDecay: 0.9
          discriminator: {channels: 16}
          optimizer: {learningRate: 1.0e-3}
        workspace: {persistentVolumeClaim: {claimName: tiny}}
      """;

  /** The results of a stage process. */
  public record Ran(int code, TerminationMessage answer) {}

  /** Writes the sources. */
  public static TinyJob in(Path folder) throws IOException {
    TinyModels.writePrior(folder.resolve("prior.safetensors"));
    TinyModels.writeRestorer(folder.resolve("restorer.safetensors"));
    for (int i = 0; i < IMAGES; i++) {
      TinyModels.writeImage(folder.resolve("images").resolve(i + ".png"), i);
    }
    return new TinyJob(folder, folder.resolve("workspace"), MANIFEST);
  }

  /** The same job with a module in {@code restorer.pt} as its restorer. */
  TinyJob withModule() {
    return with(
        "restorer: {source: {uri: restorer.safetensors}}",
        "restorer: {architecture: TorchScript, valueRange: ZeroToOne, source: {uri: restorer.pt}}");
  }

  /** The same job with a changed value in its manifest. */
  public TinyJob with(String old, String replacement) {
    if (!manifest.contains(old)) {
      throw new IllegalArgumentException("the manifest does not contain " + old);
    }
    return new TinyJob(folder, workspace, manifest.replace(old, replacement));
  }

  public TinyJob inWorkspace(Path other) {
    return new TinyJob(folder, other, manifest);
  }

  public WorkspaceLayout layout() {
    return new WorkspaceLayout(workspace);
  }

  public Path artifact(StageName stage) throws IOException {
    return layout().artifact(stage, document(stage).key());
  }

  /** The newest checkpoint of the training. */
  Path checkpoint() throws IOException {
    return layout()
        .checkpoints(StageName.TRAIN, document(StageName.TRAIN).key())
        .resolve("checkpoint.safetensors");
  }

  /** The document of a stage whose predecessors have run. */
  public StageDocument document(StageName stage) throws IOException {
    AdaptationJobSpec spec = AdaptationJobYaml.read(manifest).getSpec();
    StageKeys keys = StageKeys.of(spec);
    Map<StageName, StageKey> upstream = new TreeMap<>();
    StageKey prepare = keys.prepare(Map.of());
    if (stage == StageName.PREPARE) {
      return document(stage, prepare, upstream, Map.of(), spec);
    }
    Map<String, String> digests =
        TerminationMessage.fromJson(Files.readString(layout().result(StageName.PREPARE, prepare)))
            .digests();
    upstream.put(StageName.PREPARE, prepare);
    if (stage == StageName.GENERATE) {
      return document(stage, keys.generate(digests), upstream, digests, spec);
    }
    upstream.put(StageName.GENERATE, keys.generate(digests));
    if (stage == StageName.TRAIN) {
      return document(stage, keys.train(digests), upstream, digests, spec);
    }
    upstream.put(StageName.TRAIN, keys.train(digests));
    return document(stage, keys.evaluate(digests), upstream, digests, spec);
  }

  private static StageDocument document(
      StageName stage,
      StageKey key,
      Map<StageName, StageKey> upstream,
      Map<String, String> digests,
      AdaptationJobSpec spec) {
    return new StageDocument(
        stage,
        key,
        new JobReference(null, "tiny", null),
        upstream,
        digests,
        digests.isEmpty() ? null : StageKeys.of(spec).pseudoTargetSettings(digests),
        StageParameters.of(stage, spec),
        stage == StageName.GENERATE ? spec.pseudoTargets().shards() : 1,
        null);
  }

  /** Runs the only shard of a stage in this process. */
  public Ran run(StageName stage) throws IOException {
    return run(stage, 0);
  }

  public Ran run(StageName stage, int shard) throws IOException {
    Files.deleteIfExists(result(shard));
    List<String> arguments = arguments(stage, shard, result(shard));
    int code = Main.commandLine().execute(arguments.toArray(String[]::new));
    return ran(code, shard);
  }

  /** Runs the stages up to this one; all must succeed. */
  public TinyJob after(StageName... stages) throws IOException {
    for (StageName stage : stages) {
      Ran ran = run(stage);
      if (ran.code() != 0) {
        throw new AssertionError(stage + " failed: " + ran);
      }
    }
    return this;
  }

  /** Starts a stage in a separate process with a fault. */
  public Process start(StageName stage, int shard, Fault fault) throws IOException {
    return start(stage, shard, fault, result(shard), Map.of());
  }

  /** As above, with a separate result file for processes of the same shard. */
  public Process start(
      StageName stage, int shard, Fault fault, Path result, Map<String, String> environment)
      throws IOException {
    Files.deleteIfExists(result);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-Dai.djl.offline=true", "-Djava.awt.headless=true"));
    command.addAll(List.of(FaultyWorker.class.getName(), fault.toString()));
    command.addAll(arguments(stage, shard, result));
    File log = folder.resolve("log-" + stage + "-" + result.getFileName() + ".txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    // ONNX Runtime 1.29 crashes in a process with a very long command line.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.environment().putAll(environment);
    return builder.start();
  }

  Ran ended(Process process, int shard) throws IOException, InterruptedException {
    return ran(process.waitFor(), shard);
  }

  private Ran ran(int code, int shard) throws IOException {
    return new Ran(
        code,
        Files.exists(result(shard))
            ? TerminationMessage.fromJson(Files.readString(result(shard)))
            : null);
  }

  private Path result(int shard) {
    return folder.resolve("result-" + shard + ".json");
  }

  private List<String> arguments(StageName stage, int shard, Path result) throws IOException {
    Path document = folder.resolve(stage + ".json");
    Files.writeString(document, document(stage).toJson());
    return List.of(
        "stage",
        "--document",
        document.toString(),
        "--workspace",
        workspace.toString(),
        "--base",
        folder.toString(),
        "--shard",
        Integer.toString(shard),
        "--threads",
        "1",
        "--result",
        result.toString());
  }
}
