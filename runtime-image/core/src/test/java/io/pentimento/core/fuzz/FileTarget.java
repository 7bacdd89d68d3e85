// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.numpy.Npz;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkLoader;
import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The readers of files. */
enum FileTarget implements FuzzTarget {
  /** Checkpoints of any format: zip, pickle, safetensors. */
  CHECKPOINT {
    @Override
    public void read(byte[] input) throws IOException {
      try {
        NetworkFile network =
            new NetworkLoader(file(input), null).load(JsonNodeFactory.instance.objectNode());
        network.hyperparameters();
      } catch (CheckpointException documented) {
        // Damaged, malicious or not a network: expected for most inputs.
      }
    }
  },

  /** A pickle on its own, without the archive's checksums around it. */
  PICKLE {
    @Override
    public void read(byte[] input) throws IOException {
      byte[] pickle = new byte[input.length + 2];
      pickle[0] = (byte) 0x80;
      pickle[1] = 2;
      System.arraycopy(input, 0, pickle, 2, input.length);
      try {
        Checkpoints.load(file(pickle));
      } catch (CheckpointException documented) {
        // As above.
      }
    }
  },

  SAFETENSORS {
    @Override
    public void read(byte[] input) throws IOException {
      Path file = file(input);
      try {
        Safetensors.metadata(file);
        Safetensors.read(file);
      } catch (CheckpointException documented) {
        // As above.
      }
    }
  },

  NPY {
    @Override
    public void read(byte[] input) throws IOException {
      try {
        Npz.readArray("a", new ByteArrayInputStream(input)).doubles();
      } catch (CheckpointException documented) {
        // Damaged or too large.
      }
    }
  },

  NPZ {
    @Override
    public void read(byte[] input) throws IOException {
      try {
        Npz.read(new ByteArrayInputStream(input));
      } catch (CheckpointException documented) {
        // Damaged or too large.
      }
    }
  },

  /** PNG and JPEG. */
  IMAGE {
    @Override
    public void read(byte[] input) {
      try {
        ImageFiles.decode(input, "image", new ImageLimits(1 << 20, 1 << 24));
      } catch (ImageException documented) {
        // Too large, unsupported or corrupt.
      }
    }
  },

  /** The metadata and ports of a graph, which ONNX Runtime parses. */
  ONNX {
    @Override
    public void read(byte[] input) throws IOException {
      try (OnnxSession session = OnnxSession.open(file(input), SessionOptions.defaults())) {
        session.metadata();
        session.inputs();
      } catch (OnnxException documented) {
        // Not a graph.
      }
    }
  };

  private static final Path FILE = temporary();

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("fuzz-", ".bin");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The input as a file; only one exists at a time. */
  static Path file(byte[] input) throws IOException {
    return Files.write(FILE, input);
  }
}
