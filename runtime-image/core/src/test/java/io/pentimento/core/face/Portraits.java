// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/**
 * Aligned portraits (with the eyes at the positions of the FFHQ template) in the folder {@code
 * -Dportraits.dir=}; without it, tests that need them are skipped.
 */
public record Portraits(List<Path> files) {
  private static final String PROPERTY = "portraits.dir";

  public static Portraits given() {
    String folder = System.getProperty(PROPERTY, "");
    Assumptions.assumeTrue(
        !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
        "set -D%s to a folder of aligned portraits".formatted(PROPERTY));
    return new Portraits(ImageFolder.list(Path.of(folder)));
  }

  public Tensor any(Random random) {
    return ImageFiles.read(files.get(random.nextInt(files.size())));
  }

  public List<Tensor> any(Random random, int count) {
    List<Tensor> portraits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      portraits.add(any(random));
    }
    return portraits;
  }
}
