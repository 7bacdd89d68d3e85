// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.LearnerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  @TempDir Path folder;
  private CheckpointFolder checkpoints;

  @BeforeEach
  void open() {
    checkpoints = new CheckpointFolder(folder);
  }

  @Test
  void anEmptyFolderHasNoCheckpoint() throws IOException {
    assertThat(checkpoints.read()).isEmpty();
  }

  @Test
  void theNewestCheckpointIsReadCompletely() throws IOException {
    checkpoints.write(at(10));
    checkpoints.write(at(20));

    LearnerState read = checkpoints.read().orElseThrow().of("generator");

    assertThat(read.step()).isEqualTo(20);
    assertThat(read.weights().get("w").data()).containsExactly(20, 1, 2);
    assertThat(read.optimizer().get("w.m").data()).containsExactly(0.5f);
    assertThat(read.average().orElseThrow().get("w").data()).containsExactly(7, 8, 9);
  }

  @Test
  void aFlippedBitIsDetectedAndThePreviousCheckpointIsRead() throws IOException {
    checkpoints.write(at(10));
    checkpoints.write(at(20));
    flipLastBit(folder.resolve("checkpoint.safetensors"));

    assertThat(checkpoints.read().orElseThrow().of("generator").step()).isEqualTo(10);
  }

  @Test
  void aTruncatedCheckpointIsIgnored() throws IOException {
    checkpoints.write(at(10));
    checkpoints.write(at(20));
    Files.write(folder.resolve("checkpoint.safetensors"), new byte[] {1, 2, 3});

    assertThat(checkpoints.read().orElseThrow().of("generator").step()).isEqualTo(10);
  }

  @Test
  void aProcessKilledBetweenTheFilesLeavesThePreviousCheckpoint() throws IOException {
    checkpoints.write(at(10));
    Files.move(folder.resolve("checkpoint.safetensors"), folder.resolve("previous.safetensors"));

    assertThat(checkpoints.read().orElseThrow().of("generator").step()).isEqualTo(10);
  }

  @Test
  void withoutAnIntactCheckpointTheTrainingStartsFromTheBeginning() throws IOException {
    checkpoints.write(at(10));
    checkpoints.write(at(20));
    flipLastBit(folder.resolve("checkpoint.safetensors"));
    flipLastBit(folder.resolve("previous.safetensors"));

    assertThat(checkpoints.read()).isEmpty();
  }

  private static Checkpoint at(long step) {
    StateDict weights = StateDict.of(Map.of("w", Tensor.of(new float[] {step, 1, 2}, 3)));
    StateDict optimizer = StateDict.of(Map.of("w.m", Tensor.of(new float[] {0.5f}, 1)));
    StateDict average = StateDict.of(Map.of("w", Tensor.of(new float[] {7, 8, 9}, 3)));
    return new Checkpoint(
        Map.of("generator", new LearnerState(step, weights, optimizer, Optional.of(average))));
  }

  private static void flipLastBit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }
}
