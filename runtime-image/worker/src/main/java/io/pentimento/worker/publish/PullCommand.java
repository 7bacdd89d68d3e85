// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.image.ModelPull;
import io.pentimento.worker.input.OutputPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Downloads a published model. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = {
      "Downloads a published model by digest into a folder.",
      "An interrupted download is resumed."
    })
public final class PullCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ADDRESS", description = "oci://HOST/REPOSITORY@sha256:…")
  private String address;

  @Parameters(index = "1", paramLabel = "FOLDER", description = "An empty or new folder.")
  private Path folder;

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Override
  public Integer call() throws IOException {
    OciReference reference = OciReference.parse(address);
    OutputPath.requireFolder("FOLDER", folder);
    new ModelPull(registry.client(reference), reference).into(folder);
    return 0;
  }
}
