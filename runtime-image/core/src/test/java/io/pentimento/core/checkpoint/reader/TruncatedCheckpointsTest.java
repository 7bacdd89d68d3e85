// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.checkpoint.torch.TorchFiles;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A download that stopped early is rejected, wherever it stopped. */
class TruncatedCheckpointsTest {
  private static final byte[] PICKLE =
      PickleBytes.protocol2().op('}').text("w").vector("0", 2).op('s').stop();

  @TempDir Path folder;

  /** Writes a checkpoint with one tensor, w = (1, 2). */
  enum Format {
    ZIP {
      @Override
      void write(Path file) throws IOException {
        TorchFiles.zip(file, PICKLE, Map.of("0", TorchFiles.floats(1, 2)));
      }
    },
    LEGACY {
      @Override
      void write(Path file) throws IOException {
        TorchFiles.legacy(file, PICKLE, "0", TorchFiles.floats(1, 2));
      }
    },
    SAFETENSORS {
      @Override
      void write(Path file) throws IOException {
        Tensor w = Tensor.of(new float[] {1, 2}, 2);
        Safetensors.write(file, StateDict.of(Map.of("w", w)), Map.of());
      }
    };

    abstract void write(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyPrefixOfACheckpointIsRejectedWithTheNameOfTheFile(Format format) throws IOException {
    byte[] whole = whole(format);
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(file(), Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> Checkpoints.load(file))
          .as("the first %d of %d bytes", length, whole.length)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageNotContaining("null");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void theWholeFileIsRead(Format format) throws IOException {
    Path file = Files.write(file(), whole(format));

    assertThat(Checkpoints.load(file).get("w").data()).containsExactly(1, 2);
  }

  /** The fields of a header are damaged one bit at a time; no result may be another exception. */
  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFlippedBitGivesTensorsOrAnErrorOfTheCheckpoint(Format format) throws IOException {
    byte[] whole = whole(format);
    int rejected = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file(), damaged);
      try {
        assertThat(Checkpoints.load(file()).size()).as("bit %d", bit).isLessThanOrEqualTo(1);
      } catch (CheckpointException expected) {
        assertThat(expected).as("bit %d", bit).hasMessageStartingWith(file().toString());
        rejected++;
      }
    }
    assertThat(rejected).isGreaterThan(whole.length);
  }

  @Test
  void bytesAfterASafetensorsFileAreRejected() throws IOException {
    byte[] whole = whole(Format.SAFETENSORS);
    Path file = Files.write(file(), Arrays.copyOf(whole, whole.length + 1));

    assertThatThrownBy(() -> Checkpoints.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("describes 8 bytes of data, but the file has 9");
  }

  private byte[] whole(Format format) throws IOException {
    format.write(file());
    return Files.readAllBytes(file());
  }

  private Path file() {
    return folder.resolve("checkpoint.pth");
  }
}
