// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import static java.util.Objects.requireNonNull;

import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.TransferPolicy;
import io.pentimento.registry.evidence.ModelEvidence;
import io.pentimento.registry.evidence.SigningKey;
import io.pentimento.registry.image.ModelFile;
import io.pentimento.registry.image.ModelImage;
import io.pentimento.registry.image.ModelPush;
import io.pentimento.worker.retention.PublishedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a model: the image, then evidence, metrics and report, then the tag. Publishing again
 * gives the same digest and transfers nothing twice.
 *
 * @param target repository; its tag, if any, is set to the model
 * @param key signs the evidence; null for none
 * @param version of this program
 */
public record Publication(
    OciReference target,
    RegistryAccess access,
    TransferPolicy policy,
    @Nullable SigningKey key,
    String version) {
  private static final String METRICS = "metrics.json";
  private static final String REPORT = "report.html";

  public Publication {
    requireNonNull(target, "target");
    requireNonNull(access, "access");
    requireNonNull(policy, "policy");
    requireNonNull(version, "version");
    if (target.digest() != null) {
      throw new IllegalArgumentException(
          "%s has a digest; publish to a repository, with a tag or without".formatted(target));
    }
  }

  /**
   * Returns the address of the published model, by digest.
   *
   * @throws ArtifactException if the model in the workspace is damaged or is not the evaluated one
   */
  public OciReference publish(AcceptedModel model) throws IOException {
    RegistryClient client = new RegistryClient(target, access, policy);
    ModelImage image = image(model);
    Descriptor pushed = new ModelPush(client).push(image);
    attach(model, new ModelEvidence(client, target), pushed);
    if (target.tag() != null) {
      new ModelPush(client).tag(image, target.tag());
    }
    OciReference published = target.withDigest(pushed.digest());
    new PublishedModels(model.layout()).add(published, model.keys());
    return published;
  }

  private static ModelImage image(AcceptedModel model) throws IOException {
    Path trained = model.trained();
    Manifest manifest = Manifest.verified(trained);
    if (!manifest.contains(model.digest())) {
      throw new ArtifactException(
          "%s does not contain the evaluated model %s".formatted(trained, model.digest()));
    }
    List<ModelFile> files = new ArrayList<>();
    files.add(ModelFile.of(ModelCard.NAME, ModelCard.of(model)));
    for (String name : manifest.files().keySet()) {
      if (!name.equals(WorkspaceLayout.RESULT)) {
        files.add(ModelFile.of(trained.resolve(name)));
      }
    }
    return ModelImage.of(files, annotations(model));
  }

  private static Map<String, String> annotations(AcceptedModel model) {
    return Map.of(
        "org.opencontainers.image.title", "Adapted face restoration model",
        "io.pentimento.model.digest", model.digest(),
        "io.pentimento.model.architecture", model.architecture());
  }

  private void attach(AcceptedModel model, ModelEvidence evidence, Descriptor pushed)
      throws IOException {
    Path evaluated = model.evaluated();
    Manifest.verified(evaluated, name -> name.equals(METRICS) || name.equals(REPORT));
    evidence.attachMetrics(pushed, Files.readAllBytes(evaluated.resolve(METRICS)));
    evidence.attachReport(pushed, Files.readAllBytes(evaluated.resolve(REPORT)));
    evidence.attach(pushed, EvidencePredicate.of(model, version), key);
  }
}
