// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.artifact.FileProblem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads JSON files of a workspace; errors of damaged files name the file. */
public final class WorkspaceJson {
  private WorkspaceJson() {}

  /** Reads a value from JSON text. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(String json) throws JsonProcessingException;
  }

  /**
   * The parsed content of a file.
   *
   * @throws ArtifactException if it is damaged; the message names the file
   */
  public static <T> T read(Path file, Parser<T> parser) throws IOException {
    try {
      T value = parser.parse(Files.readString(file));
      if (value == null) {
        throw damaged(file, "it contains null", null);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw damaged(file, e.getOriginalMessage(), e);
    } catch (MalformedInputException e) {
      throw damaged(file, FileProblem.reason(e), e);
    }
  }

  private static ArtifactException damaged(Path file, String why, @Nullable IOException cause) {
    ArtifactException damaged =
        new ArtifactException("%s is damaged: %s".formatted(file, firstLine(why)));
    damaged.initCause(cause);
    return damaged;
  }

  /** Without Jackson's description of the source, which never names the file. */
  private static String firstLine(String why) {
    return why.lines().findFirst().orElse("").replaceFirst(" \\(start marker at .*", "");
  }
}
