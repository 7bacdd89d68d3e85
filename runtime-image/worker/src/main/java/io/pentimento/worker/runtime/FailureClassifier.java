// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.device.MissingDeviceException;
import io.pentimento.core.graph.OutOfMemoryException;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.network.NonFiniteModelException;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.registry.client.RegistryException;
import io.pentimento.training.optimizer.DivergedException;
import io.pentimento.worker.source.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The class and reason of a failure, for stages and for other commands.
 *
 * @param reason null for that of the class
 */
public record FailureClassifier(FailureClass failure, @Nullable Reason reason) {
  /** Unexpected exceptions are defects of Pentimento. */
  public static FailureClassifier of(Throwable e) {
    if (e instanceof UncheckedIOException io && io.getCause() != null) {
      return of(io.getCause());
    }
    if (e instanceof StageFailure known) {
      return new FailureClassifier(known.failureClass(), known.reason());
    }
    if (e instanceof CheckpointMismatch) {
      return new FailureClassifier(FailureClass.USER_ERROR, SourceReason.CHECKPOINT_MISMATCH);
    }
    if (e instanceof IOException io) {
      return ofIo(io);
    }
    if (e instanceof MissingDeviceException) {
      return new FailureClassifier(FailureClass.INFRASTRUCTURE, FailureReason.DEVICE_UNAVAILABLE);
    }
    if (Explanation.cause(e, OutOfMemoryError.class).isPresent()
        || Explanation.cause(e, OutOfMemoryException.class).isPresent()
        || isOutOfNativeMemory(e)) {
      return new FailureClassifier(FailureClass.RESOURCES, FailureReason.OUT_OF_MEMORY);
    }
    if (Explanation.cause(e, UnsatisfiedLinkError.class).isPresent()) {
      return new FailureClassifier(FailureClass.INFRASTRUCTURE, FailureReason.LIBRARY_UNAVAILABLE);
    }
    return ofData(e);
  }

  private static FailureClassifier ofData(Throwable e) {
    if (e instanceof NonFiniteModelException) {
      return new FailureClassifier(FailureClass.DATA, SourceReason.NON_FINITE_MODEL);
    }
    if (e instanceof CheckpointException) {
      return new FailureClassifier(FailureClass.DATA, SourceReason.CORRUPT_CHECKPOINT);
    }
    if (e instanceof ImageException) {
      return new FailureClassifier(FailureClass.DATA, SourceReason.CORRUPT_IMAGE);
    }
    if (e instanceof DivergedException) {
      return new FailureClassifier(FailureClass.DATA, ResultReason.DIVERGED);
    }
    return new FailureClassifier(
        e instanceof IllegalArgumentException ? FailureClass.USER_ERROR : FailureClass.INTERNAL,
        null);
  }

  /** ONNX Runtime and libtorch have no exception type for insufficient memory, on CPU or GPU. */
  private static boolean isOutOfNativeMemory(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
        .anyMatch(text -> text.contains("out of memory") || text.contains("failed to allocate"));
  }

  private static FailureClassifier ofIo(IOException e) {
    if (e instanceof SourceException source) {
      return new FailureClassifier(source.kind().failureClass(), source.kind().reason());
    }
    if (e instanceof RegistryException registry) {
      return ofRegistry(registry.kind());
    }
    if (e instanceof ArtifactException) {
      return new FailureClassifier(FailureClass.DATA, ResultReason.DAMAGED_ARTEFACT);
    }
    if (Explanation.cause(e, JsonProcessingException.class).isPresent()
        || e instanceof CharacterCodingException
        || e instanceof ZipException) {
      return new FailureClassifier(FailureClass.DATA, null);
    }
    return isFull(e)
        ? new FailureClassifier(FailureClass.RESOURCES, FailureReason.DISK_FULL)
        : new FailureClassifier(FailureClass.INFRASTRUCTURE, null);
  }

  /** Registry failures have the exit codes of the classes, but no class. */
  private static FailureClassifier ofRegistry(RegistryException.Kind kind) {
    return new FailureClassifier(
        FailureClass.ofExitCode(kind.exitCode()).orElse(FailureClass.INTERNAL),
        Reason.of(kind.reason()));
  }

  /** Java has no exception type for a full disk. */
  private static boolean isFull(IOException e) {
    String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return text != null && text.toLowerCase(Locale.ROOT).contains("no space left");
  }
}
