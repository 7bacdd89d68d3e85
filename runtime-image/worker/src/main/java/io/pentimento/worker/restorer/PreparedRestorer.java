// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The manifest's description of the restorer, stored for stages whose document does not contain it.
 */
public final class PreparedRestorer {
  private static final String FILE = "restorer.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PreparedRestorer() {}

  /** Without the source and the key within it, which later stages do not read. */
  @SuppressWarnings("NullAway") // the stored description has no source
  public static void write(RestorerSpec restorer, Path artifact) throws IOException {
    RestorerSpec kept =
        new RestorerSpec(
            restorer.architecture(),
            null,
            restorer.hyperparameters(),
            restorer.fidelityWeight(),
            restorer.valueRange(),
            null);
    AtomicFile.write(artifact.resolve(FILE), JSON.writeValueAsBytes(kept));
  }

  public static boolean isIn(Path artifact) {
    return Files.exists(artifact.resolve(FILE));
  }

  /** Artefacts without this file are from before other architectures were supported: a SwinIR. */
  @SuppressWarnings("NullAway") // the stored description has no source
  static RestorerSpec read(Path artifact) throws IOException {
    Path file = artifact.resolve(FILE);
    return Files.exists(file)
        ? WorkspaceJson.read(file, json -> JSON.readValue(json, RestorerSpec.class))
        : new RestorerSpec(RestorerArchitecture.SWIN_IR, null, null, null, null, null);
  }
}
