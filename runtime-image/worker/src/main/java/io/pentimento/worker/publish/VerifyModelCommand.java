// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import io.pentimento.contract.FailureClass;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.evidence.ModelVerification;
import io.pentimento.registry.evidence.PublicKeys;
import io.pentimento.registry.evidence.Verdict;
import io.pentimento.worker.input.InputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a published model. */
@Command(
    name = "verify-model",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies a published model: content, evidence, signature, and that the gate passed.",
      "Exits with 65 and names the check if the model must not be used."
    })
public final class VerifyModelCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ADDRESS", description = "oci://HOST/REPOSITORY@sha256:…")
  private String address;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Public keys as PEM, one of which must have signed the evidence; repeatable. Without"
              + " keys, no signature is required.")
  private List<Path> keys = List.of();

  @Option(names = "--any-gate", description = "Accept a model whose gate did not pass.")
  private boolean anyGate;

  @Mixin private RegistryOptions registry = new RegistryOptions();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    OciReference reference = OciReference.parse(address);
    Verdict verdict =
        new ModelVerification(registry.client(reference), reference, publicKeys(), !anyGate)
            .verify();
    return print(verdict, command.commandLine().getOut());
  }

  private static int print(Verdict verdict, PrintWriter out) {
    if (verdict instanceof Verdict.Accepted accepted) {
      out.println(
          accepted.signer() == null
              ? "accepted; no signature was required"
              : "accepted; signed by the key " + accepted.signer());
    }
    verdict
        .rejection()
        .ifPresent(r -> out.println("rejected: %s: %s".formatted(r.check().reason(), r.message())));
    return verdict.rejection().isPresent() ? FailureClass.DATA.exitCode() : 0;
  }

  private PublicKeys publicKeys() throws IOException {
    PublicKeys all = PublicKeys.NONE;
    for (Path file : keys) {
      all = all.and(PublicKeys.parse(InputFile.text("--key", file), file.toString()));
    }
    return all;
  }
}
