// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.publish;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.promotion.SigningSpec;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.PublishParameters;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.client.TransferPolicy;
import io.pentimento.registry.evidence.SigningKey;
import io.pentimento.worker.publish.AcceptedModel;
import io.pentimento.worker.publish.Publication;
import io.pentimento.worker.runtime.Program;
import io.pentimento.worker.runtime.ResultFile;
import io.pentimento.worker.runtime.Stage;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.Transfers;
import io.pentimento.worker.source.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a model that passed the gate. An interrupted run transfers only what the registry does
 * not have yet. The artefact of the stage records the digest, so that the work is done once.
 */
public final class PublishStage implements Stage {
  private final TransferPolicy transfers;

  public PublishStage() {
    this(TransferPolicy.defaults());
  }

  /**
   * @param transfers retries and timeouts
   */
  PublishStage(TransferPolicy transfers) {
    this.transfers = requireNonNull(transfers, "transfers");
  }

  @Override
  public TerminationMessage run(StageContext context) throws IOException {
    StageDocument document = context.document();
    PublishParameters parameters = (PublishParameters) document.parameters();
    AcceptedModel model = AcceptedModel.of(context.layout(), document);
    OciReference published = publication(context, parameters.publish()).publish(model);
    TerminationMessage answer =
        TerminationMessage.success(StageName.PUBLISH, document.key(), new ItemCounts(1, 1, 0))
            .withDigests(
                Map.of(
                    TerminationMessage.MODEL,
                    model.digest(),
                    TerminationMessage.IMAGE,
                    published.requireDigest()));
    Files.createDirectories(context.output());
    ResultFile.write(context.output().resolve(WorkspaceLayout.RESULT), answer);
    return answer;
  }

  private Publication publication(StageContext context, PublishSpec publish) throws IOException {
    OciReference target = OciReference.parse(publish.uri());
    Transfers progress = new Transfers(context, "uploading");
    return new Publication(
        target,
        access(context.secrets(), publish, target),
        transfers.with(progress::pause, (name, done, total) -> progress.progressed(done, total)),
        key(context.secrets(), publish.sign()),
        Program.VERSION);
  }

  private static RegistryAccess access(Secrets secrets, PublishSpec publish, OciReference target)
      throws IOException {
    return publish.secretRef() == null
        ? RegistryAccess.ofThisUser(target)
        : RegistryAccess.ofSecret(
            secrets.of("publish.secretRef", publish.secretRef()).values(), target);
  }

  private static @Nullable SigningKey key(Secrets secrets, @Nullable SigningSpec sign)
      throws IOException {
    if (sign == null) {
      return null;
    }
    String name = sign.secretRef().name();
    String pem =
        secrets.of("publish.sign.secretRef", sign.secretRef()).values().get(SigningSpec.KEY);
    if (pem == null) {
      throw new IllegalArgumentException(
          "secret %s of publish.sign has no key %s; create it with kubectl create secret generic %s --from-file=%s"
              .formatted(name, SigningSpec.KEY, name, SigningSpec.KEY));
    }
    return SigningKey.parse(pem, "%s of secret %s".formatted(SigningSpec.KEY, name));
  }
}
