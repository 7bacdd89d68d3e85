// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.onnx.GraphPrecision;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.command.session.GraphRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a network in float32 and in float16 on the same inputs. */
final class Float16Verification implements AutoCloseable {
  private final NetworkFile network;
  private final GraphRun full;
  private final GraphRun half;
  private final PrintWriter out;

  Float16Verification(NetworkFile network, PrintWriter out) {
    this.network = network;
    this.full = new GraphRun(network, GraphPrecision.FLOAT32);
    this.half = new GraphRun(network, network.float16());
    this.out = out;
  }

  /** Compares recorded inputs; returns whether all outputs are finite. */
  boolean ofArrays(List<RecordedPass> passes) {
    boolean finite = true;
    for (RecordedPass pass : passes) {
      Float16Difference difference = compared(pass.inputs());
      finite &= difference.isFinite();
      out.println(difference.ofValues());
    }
    out.flush();
    return finite;
  }

  /**
   * Compares the restored images.
   *
   * @param in an image or a folder of them
   * @return whether all outputs are finite
   * @throws IllegalArgumentException if the network is not a restorer
   */
  boolean ofImages(Path in) throws IOException {
    RestorerInputs restorer = RestorerInputs.of(network);
    boolean finite = true;
    for (Path file : Files.isDirectory(in) ? ImageFolder.list(in) : List.of(in)) {
      Float16Difference difference = compared(restorer.inputs(ImageFiles.read(file)));
      finite &= difference.isFinite();
      out.println(file.getFileName() + ": " + difference.ofLevels(restorer.span()));
    }
    out.flush();
    return finite;
  }

  private Float16Difference compared(List<Tensor> inputs) {
    return Float16Difference.of(full.forward(inputs), half.forward(inputs));
  }

  @Override
  public void close() {
    full.close();
    half.close();
  }
}
