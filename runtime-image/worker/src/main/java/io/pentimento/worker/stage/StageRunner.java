package io.pentimento.worker.stage;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.image.ImageException;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.StageDocument;
import io.pentimento.stage.TerminationMessage;
import io.pentimento.training.optimizer.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Runs a stage and turns whatever happens into its last word. */
final class StageRunner {

  TerminationMessage run(StageContext context) {
    try {
      return stage(context).run(context);
    } catch (StageFailure e) {
      return failed(context.document(), e.failureClass(), e.reason(), e);
    } catch (DivergedException e) {
      return failed(context.document(), FailureClass.DATA, "Diverged", e);
    } catch (CheckpointException e) {
      return failed(context.document(), FailureClass.DATA, "CorruptCheckpoint", e);
    } catch (ImageException e) {
      return failed(context.document(), FailureClass.DATA, "CorruptImage", e);
    } catch (UncheckedIOException e) {
      return ioFailure(context.document(), e.getCause());
    } catch (IOException e) {
      return ioFailure(context.document(), e);
    } catch (IllegalArgumentException e) {
      return failed(context.document(), FailureClass.USER_ERROR, null, e);
    } catch (OutOfMemoryError e) {
      return failed(context.document(), FailureClass.RESOURCES, "OutOfMemory", e);
    }
  }

  private static Stage stage(StageContext context) {
    return switch (context.document().stage()) {
      case PREPARE -> new PrepareStage();
      case GENERATE -> new GenerateStage();
      case TRAIN -> new TrainStage();
      case EVALUATE -> new EvaluateStage();
      case SERVE ->
          throw new IllegalArgumentException(
              "the worker has no stage " + context.document().stage().value());
    };
  }

  private static TerminationMessage ioFailure(StageDocument document, IOException e) {
    return isFull(e)
        ? failed(document, FailureClass.RESOURCES, "DiskFull", e)
        : failed(document, FailureClass.INFRASTRUCTURE, null, e);
  }

  /** Java has no exception of its own for a full disk. */
  private static boolean isFull(IOException e) {
    String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return text != null && text.toLowerCase(Locale.ROOT).contains("no space left");
  }

  private static TerminationMessage failed(
      StageDocument document, FailureClass failureClass, String reason, Throwable e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return TerminationMessage.failure(
        document.stage(), document.key(), failureClass, reason, message);
  }

  /** Where Kubernetes reads the last word of a container, or where {@code --result} says. */
  static void write(Path file, TerminationMessage message) throws IOException {
    AtomicFile.write(file, message.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
