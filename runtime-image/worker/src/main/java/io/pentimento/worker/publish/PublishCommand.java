// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.evidence.SigningKey;
import io.pentimento.worker.input.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes the model of a finished job. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes the adapted model of a finished job to an OCI registry, with its evidence.",
      "Prints the address by digest. Publishing again gives the same digest."
    })
public final class PublishCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "WORKSPACE/JOB", description = "A finished job.")
  private Path job;

  @Parameters(
      index = "1",
      paramLabel = "ADDRESS",
      description = "oci://HOST/REPOSITORY[:TAG]; the tag is set last.")
  private String address;

  @Option(
      names = "--job",
      paramLabel = "FILE",
      description = "For a job of a cluster: output of kubectl get adaptationjob JOB -o yaml.")
  private @Nullable Path clusterJob;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key that signs the evidence: ECDSA P-256 or Ed25519, PKCS #8 as PEM.")
  private @Nullable Path key;

  @Option(
      names = "--any-gate",
      description = "Publish even if the gate did not pass. Verification rejects such a model.")
  private boolean anyGate;

  @Mixin private RegistryOptions registry = new RegistryOptions();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    OciReference target = OciReference.parse(address);
    AcceptedModel model =
        clusterJob == null
            ? FinishedJob.read(job)
            : FinishedJob.read(job, InputFile.requireText("--job", clusterJob));
    requirePassed(model);
    OciReference published =
        new Publication(target, registry.access(target), registry.policy(), signingKey(), version())
            .publish(model);
    command.commandLine().getOut().println(published);
    return 0;
  }

  private void requirePassed(AcceptedModel model) {
    GateDecision decision = model.gate().decision();
    if (decision != GateDecision.PASSED && !anyGate) {
      throw new IllegalArgumentException(
          "the gate of job %s is %s; only a model that passed is published (--any-gate publishes it nevertheless)"
              .formatted(model.job(), decision));
    }
  }

  private @Nullable SigningKey signingKey() throws IOException {
    return key == null ? null : SigningKey.parse(InputFile.text("--key", key), key.toString());
  }

  private String version() {
    return String.join(" ", command.root().version());
  }
}
