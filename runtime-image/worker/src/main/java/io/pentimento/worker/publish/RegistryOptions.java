// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import static java.util.Objects.requireNonNull;

import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.TransferPolicy;
import io.pentimento.worker.input.InputFolder;
import io.pentimento.worker.source.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for access to a registry. */
final class RegistryOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--secret",
      paramLabel = "FOLDER",
      description = {
        "Folder with one file per key of the registry's secret: .dockerconfigjson, or username and",
        "password, or token; optionally ca.crt and plainHttp. Default: credentials of docker login."
      })
  private @Nullable Path secret;

  RegistryAccess access(OciReference reference) throws IOException {
    return secret == null
        ? RegistryAccess.ofThisUser(reference)
        : RegistryAccess.ofSecret(
            Credentials.read(InputFolder.require("--secret", secret)).values(), reference);
  }

  TransferPolicy policy() {
    return TransferPolicy.defaults()
        .reportedTo(line -> command().commandLine().getErr().println("pentimento: " + line));
  }

  private CommandSpec command() {
    return requireNonNull(command, "command");
  }

  RegistryClient client(OciReference reference) throws IOException {
    return new RegistryClient(reference, access(reference), policy());
  }
}
