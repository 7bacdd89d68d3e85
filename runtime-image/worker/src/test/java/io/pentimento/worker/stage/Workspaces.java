// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Inspects the files of a workspace. */
public final class Workspaces {
  private Workspaces() {}

  /** Digests of the files below a folder with this suffix, by path. */
  public static Map<String, String> digests(Path folder, String suffix) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(f -> isFile(f, suffix)).toList()) {
        digests.put(folder.relativize(file).toString(), Digest.of(file));
      }
    }
    return digests;
  }

  private static boolean isFile(Path path, String suffix) {
    return Files.isRegularFile(path) && path.toString().endsWith(suffix);
  }

  /** All pseudo targets of a job, by the digest of the image. */
  public static Map<String, String> pseudoTargets(TinyJob job) throws IOException {
    return digests(job.workspace().resolve("pseudo-targets"), ".png");
  }

  /** Checks that readers see only complete files, and none under a temporary name. */
  public static void assertNothingHalfWritten(Path workspace) throws IOException {
    if (!Files.exists(workspace)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(workspace)) {
      assertThat(tree.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThatCode(() -> open(file)).doesNotThrowAnyException());
    }
  }

  public static void assertUnfinished(Path artifact) {
    assertThat(artifact.resolve(WorkspaceLayout.MANIFEST)).doesNotExist();
    assertThat(artifact.resolve(WorkspaceLayout.RESULT)).doesNotExist();
  }

  /** Damages a file as a failing disk does. */
  public static void flipBit(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 4;
    Files.write(file, content);
  }

  private static void open(Path file) throws IOException {
    String name = file.getFileName().toString();
    switch (name.substring(name.lastIndexOf('.'))) {
      case ".png" -> ImageFiles.read(file);
      case ".json" -> new ObjectMapper().readTree(file.toFile());
      case ".safetensors" -> Safetensors.read(file);
      case ".onnx" -> OnnxSession.open(file, SessionOptions.defaults()).close();
      default -> throw new IllegalStateException("unknown file type: " + name);
    }
  }
}
