// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.LearnerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the two newest training checkpoints, each with a checksum.
 *
 * <p>A process that is killed leaves complete files. If the newest checkpoint was damaged on disk,
 * the previous one is read, and only the steps between them are lost.
 */
public final class CheckpointFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

  private static final String NEWEST = "checkpoint.safetensors";
  private static final String PREVIOUS = "previous.safetensors";
  private static final String CHECKSUM = "sha256";
  private static final String SEPARATOR = "/";

  private final Path newest;
  private final Path previous;

  public CheckpointFolder(Path folder) {
    this.newest = folder.resolve(NEWEST);
    this.previous = folder.resolve(PREVIOUS);
  }

  public void write(Checkpoint checkpoint) throws IOException {
    StateDict flat = flat(checkpoint);
    Map<String, String> about = new LinkedHashMap<>();
    checkpoint.learners().forEach((role, state) -> about.put(role, Long.toString(state.step())));
    about.put(CHECKSUM, Checksum.of(flat));
    Files.createDirectories(newest.getParent());
    keepPrevious();
    Safetensors.write(newest, flat, about);
  }

  /**
   * Ignores missing files: a process that lost its lease may still be writing checkpoints of the
   * same training.
   */
  private void keepPrevious() throws IOException {
    try {
      Files.move(newest, previous, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // There is none yet, or the other process has just moved it.
    }
  }

  /** The newest intact checkpoint; empty if there is none. */
  public Optional<Checkpoint> read() throws IOException {
    for (Path file : List.of(newest, previous)) {
      if (Files.exists(file)) {
        try {
          return Optional.of(read(file));
        } catch (CheckpointException e) {
          LOG.warn(
              "{} is damaged ({}) and ignored; the training resumes from an earlier step",
              file,
              e.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  private static StateDict flat(Checkpoint checkpoint) {
    Map<String, Tensor> flat = new LinkedHashMap<>();
    checkpoint
        .parts()
        .forEach(
            (part, tensors) ->
                tensors.names().forEach(n -> flat.put(part + SEPARATOR + n, tensors.get(n))));
    return StateDict.of(flat);
  }

  private static Checkpoint read(Path file) throws IOException {
    StateDict flat = Safetensors.read(file);
    Map<String, String> about = new HashMap<>(Safetensors.metadata(file));
    if (!Checksum.of(flat).equals(about.remove(CHECKSUM))) {
      throw new CheckpointException("its checksum is wrong");
    }
    Map<String, StateDict> parts = parts(flat);
    Map<String, LearnerState> learners = new HashMap<>();
    about.forEach(
        (role, step) -> learners.put(role, Checkpoint.learner(role, Long.parseLong(step), parts)));
    return new Checkpoint(learners);
  }

  private static Map<String, StateDict> parts(StateDict flat) {
    Map<String, Map<String, Tensor>> parts = new HashMap<>();
    for (String name : flat.names()) {
      int at = name.indexOf(SEPARATOR);
      parts
          .computeIfAbsent(name.substring(0, at), part -> new LinkedHashMap<>())
          .put(name.substring(at + 1), flat.get(name));
    }
    Map<String, StateDict> dicts = new HashMap<>();
    parts.forEach((part, tensors) -> dicts.put(part, StateDict.of(tensors)));
    return dicts;
  }
}
