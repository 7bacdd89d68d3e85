// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The result for one image's pseudo target; it exists when no more work is needed.
 *
 * @param failure null for a success, otherwise why there is no pseudo target
 * @param digest of the pseudo target's file; null for a failure
 * @param scores null unless the pseudo target was selected among several
 */
public record ImageRecord(
    String image,
    @Nullable String digest,
    @Nullable String failure,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TargetScores scores) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static ImageRecord read(Path file) throws IOException {
    return WorkspaceJson.read(file, json -> JSON.readValue(json, ImageRecord.class));
  }

  public void write(Path file) throws IOException {
    AtomicFile.write(file, JSON.writeValueAsBytes(this));
  }
}
