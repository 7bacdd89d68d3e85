package io.pentimento.training.loop;

import io.pentimento.core.checkpoint.Safetensors;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.LearnerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the newest training checkpoint in one file, replaced atomically: a process killed at any
 * moment leaves the previous checkpoint or the new one, never half of either.
 */
public final class CheckpointFolder {
  private static final String FILE = "checkpoint.safetensors";
  private static final String SEPARATOR = "/";

  private final Path file;

  public CheckpointFolder(Path folder) {
    this.file = folder.resolve(FILE);
  }

  public void write(Checkpoint checkpoint) throws IOException {
    Map<String, Tensor> flat = new LinkedHashMap<>();
    checkpoint
        .parts()
        .forEach(
            (part, tensors) ->
                tensors.names().forEach(n -> flat.put(part + SEPARATOR + n, tensors.get(n))));
    Map<String, String> steps = new LinkedHashMap<>();
    checkpoint.learners().forEach((role, state) -> steps.put(role, Long.toString(state.step())));
    Files.createDirectories(file.getParent());
    Safetensors.write(file, StateDict.of(flat), steps);
  }

  /** Empty where no checkpoint has been written yet. */
  public Optional<Checkpoint> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    StateDict flat = Safetensors.read(file);
    Map<String, Map<String, Tensor>> parts = new HashMap<>();
    for (String name : flat.names()) {
      int at = name.indexOf(SEPARATOR);
      parts
          .computeIfAbsent(name.substring(0, at), part -> new LinkedHashMap<>())
          .put(name.substring(at + 1), flat.get(name));
    }
    Map<String, StateDict> dicts = new HashMap<>();
    parts.forEach((part, tensors) -> dicts.put(part, StateDict.of(tensors)));
    Map<String, LearnerState> learners = new HashMap<>();
    Safetensors.metadata(file)
        .forEach(
            (role, step) ->
                learners.put(role, Checkpoint.learner(role, Long.parseLong(step), dicts)));
    return Optional.of(new Checkpoint(learners));
  }
}
