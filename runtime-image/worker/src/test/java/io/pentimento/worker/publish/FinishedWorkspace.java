// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.PublishParameters;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A workspace with a finished job, whose model is a few bytes. */
public final class FinishedWorkspace {
  public static final String JOB = "toy";
  static final byte[] WEIGHTS = "the adapted weights".getBytes(StandardCharsets.UTF_8);

  private static final StageKey TRAIN = new StageKey("1".repeat(64));
  private static final StageKey EVALUATE = new StageKey("2".repeat(64));

  private FinishedWorkspace() {}

  /**
   * @param decision of the gate, such as {@code Passed}
   */
  public static WorkspaceLayout in(Path folder, String decision) throws IOException {
    WorkspaceLayout layout = new WorkspaceLayout(folder);
    Path trained = Files.createDirectories(layout.artifact(StageName.TRAIN, TRAIN));
    Files.write(trained.resolve("adapted.safetensors"), WEIGHTS);
    Files.writeString(trained.resolve("adapted.onnx"), "the graph");
    Files.writeString(trained.resolve("restorer.json"), "{\"architecture\": \"SwinIR\"}");
    Files.writeString(trained.resolve("result.json"), answer(StageName.TRAIN, TRAIN));
    Manifest.close(trained);
    Path evaluated = Files.createDirectories(layout.artifact(StageName.EVALUATE, EVALUATE));
    Files.writeString(evaluated.resolve("metrics.json"), "{\"metrics\": []}");
    Files.writeString(evaluated.resolve("report.html"), "<p>better</p>");
    Files.writeString(evaluated.resolve("result.json"), answer(StageName.EVALUATE, EVALUATE));
    Manifest.close(evaluated);
    Files.createDirectories(layout.job(JOB));
    Files.writeString(layout.job(JOB).resolve("job.yaml"), job(decision));
    return layout;
  }

  /** The document with which a cluster has this model published. */
  public static StageDocument publishDocument(PublishSpec publish) {
    GateStatus gate = new GateStatus(GateDecision.PASSED, Digest.of(WEIGHTS), 12, List.of());
    AdaptationJobSpec spec = parsed("Passed").getSpec();
    return new StageDocument(
        StageName.PUBLISH,
        StageKeys.publish(EVALUATE, gate.candidate(), publish),
        new JobReference("vision", JOB, "1234"),
        Map.of(StageName.TRAIN, TRAIN, StageName.EVALUATE, EVALUATE),
        Map.of("dataset.source", "sha256:" + "3".repeat(64)),
        null,
        new PublishParameters(
            publish,
            spec.restorer(),
            (StageParameters.Generate) StageParameters.of(StageName.GENERATE, spec),
            (StageParameters.Train) StageParameters.of(StageName.TRAIN, spec),
            (StageParameters.Evaluate) StageParameters.of(StageName.EVALUATE, spec),
            gate),
        1,
        null);
  }

  public static Path trained(WorkspaceLayout layout) {
    return layout.artifact(StageName.TRAIN, TRAIN);
  }

  private static String answer(StageName stage, StageKey key) {
    return TerminationMessage.success(stage, key, new ItemCounts(1, 1, 0))
        .withDigests(Map.of(TerminationMessage.MODEL, Digest.of(WEIGHTS)))
        .toJson();
  }

  private static String job(String decision) {
    return AdaptationJobYaml.write(parsed(decision));
  }

  private static AdaptationJob parsed(String decision) {
    try {
      return AdaptationJobYaml.read(
          """
            apiVersion: pentimento.io/v1alpha1
            kind: AdaptationJob
            metadata: {name: toy}
            spec:
              restorer: {source: {uri: restorer.pth}}
              prior: {source: {uri: prior.pth}}
              dataset: {source: {uri: images}}
              workspace: {persistentVolumeClaim: {claimName: toy}}
            status:
              phase: Succeeded
              stages:
                - {name: train, cacheKey: "%s", state: Succeeded}
                - {name: evaluate, cacheKey: "%s", state: Succeeded}
              sources:
                - {name: dataset.source, uri: images, digest: "sha256:%s"}
              gate: {decision: %s, candidate: "%s", images: 12}
            """
              .formatted(TRAIN, EVALUATE, "3".repeat(64), decision, Digest.of(WEIGHTS)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
