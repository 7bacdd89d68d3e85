// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a workspace that can be removed as a whole.
 *
 * @param path relative to the workspace
 * @param key of the stage or of the settings of pseudo targets that it belongs to, 64 hexadecimal
 *     digits; null if it belongs to none
 * @param personal whether it shows people: source images, crops, pseudo targets, restored images
 * @param bytes of all its files
 * @param modified when it was last changed
 */
record Item(Path path, @Nullable String key, boolean personal, long bytes, Instant modified) {
  Item {
    requireNonNull(path, "path");
    requireNonNull(modified, "modified");
  }
}
