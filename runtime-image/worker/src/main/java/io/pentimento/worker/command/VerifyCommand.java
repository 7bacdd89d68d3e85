package io.pentimento.worker.command;

import io.pentimento.core.checkpoint.NpyArray;
import io.pentimento.core.checkpoint.Npz;
import io.pentimento.core.network.Architecture;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.restorer.ValueRange;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.stage.FailureClass;
import io.pentimento.training.script.ScriptedRestorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares our output of a checkpoint with recorded arrays, such as PyTorch's. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Does this installation compute a checkpoint as its origin did?",
      "The arrays are NPZ: c<k>_x (N,3,H,W) or c<k>_x_uint8 (H,W,3), c<k>_t for a prior, c<k>_y."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final double TOLERANCE_IN_DEVIATIONS = 1e-4;

  /** Networks that can be verified, by the names people know. */
  enum Network {
    UNET(Architecture.GUIDED_DIFFUSION_UNET),
    SWINIR(Architecture.SWIN_IR),
    /** A module of one's own, in its own range, on libtorch. */
    TORCHSCRIPT(null);

    private final Architecture architecture;

    Network(Architecture architecture) {
      this.architecture = architecture;
    }
  }

  @Option(names = "--network", required = true, description = "${COMPLETION-CANDIDATES}")
  private Network network;

  @Option(
      names = "--checkpoint",
      required = true,
      description = "A .pth or .safetensors file, or a TorchScript module.")
  private Path checkpoint;

  @Mixin private HyperparametersOption hyperparameters = new HyperparametersOption();

  @Option(names = "--arrays", required = true, description = "Inputs and expected outputs (NPZ).")
  private Path arrays;

  @Option(
      names = "--backend",
      defaultValue = "onnx",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
  private Backend backend;

  @Option(
      names = "--tolerance",
      description =
          "Greatest absolute difference; default: 1e-4 of the expected output's deviation.")
  private Double tolerance;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (network == Network.TORCHSCRIPT) {
      try (ScriptedRestorer module = ScriptedRestorer.open(checkpoint, ValueRange.ZERO_TO_ONE)) {
        return compared(inputs -> module.raw(inputs.get(0)));
      }
    }
    NetworkFile file = NetworkFile.load(checkpoint, network.architecture, hyperparameters.read());
    return compared(inputs -> backend.forward(file, inputs));
  }

  private int compared(Function<List<Tensor>, Tensor> forward) throws IOException {
    Map<String, NpyArray> recorded = Npz.read(arrays);
    boolean allWithin = true;
    for (String pass : passes(recorded)) {
      allWithin &= within(forward, pass, recorded);
    }
    return allWithin ? 0 : FailureClass.DATA.exitCode();
  }

  private TreeSet<String> passes(Map<String, NpyArray> recorded) {
    TreeSet<String> passes = new TreeSet<>();
    for (String name : recorded.keySet()) {
      if (name.matches("c\\d+_y")) {
        passes.add(name.substring(0, name.length() - 2));
      }
    }
    if (passes.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no expected output named c0_y, c1_y, …; it has %s"
              .formatted(arrays, recorded.keySet()));
    }
    return passes;
  }

  private boolean within(
      Function<List<Tensor>, Tensor> forward, String pass, Map<String, NpyArray> recorded) {
    Tensor expected = recorded.get(pass + "_y").tensor();
    Tensor actual = forward.apply(inputs(pass, recorded));
    if (!java.util.Arrays.equals(actual.shape(), expected.shape())) {
      throw new IllegalArgumentException(
          "%s_y has the shape %s; the network's output has %s"
              .formatted(
                  pass,
                  java.util.Arrays.toString(expected.shape()),
                  java.util.Arrays.toString(actual.shape())));
    }
    double difference = greatestDifference(actual, expected);
    double allowed = tolerance != null ? tolerance : TOLERANCE_IN_DEVIATIONS * deviation(expected);
    boolean within = difference <= allowed;
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s_y: greatest absolute difference %.3g, allowed %.3g: %s%n",
        pass, difference, allowed, within ? "equal" : "DIFFERENT");
    out.flush();
    return within;
  }

  private List<Tensor> inputs(String pass, Map<String, NpyArray> recorded) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(image(pass, recorded));
    if (network == Network.UNET) {
      inputs.add(required(pass + "_t", recorded).tensor());
    }
    return inputs;
  }

  private Tensor image(String pass, Map<String, NpyArray> recorded) {
    for (String bytes : List.of(pass + "_x_uint8", pass + "_x_uint8_hwc")) {
      if (recorded.containsKey(bytes)) {
        return planar(recorded.get(bytes).tensor());
      }
    }
    return required(pass + "_x", recorded).tensor();
  }

  private NpyArray required(String name, Map<String, NpyArray> recorded) {
    NpyArray array = recorded.get(name);
    if (array == null) {
      throw new IllegalArgumentException("%s has no array %s".formatted(arrays, name));
    }
    return array;
  }

  /** (H, W, 3), (N, H, W, 3) or (N, 3, H, W) of 0 to 255 to (N, 3, H, W) of 0 to 1. */
  private static Tensor planar(Tensor pixels) {
    int rank = pixels.rank();
    boolean interleaved = pixels.dim(rank - 1) == 3;
    int rows = interleaved ? rank - 3 : rank - 2;
    int height = (int) pixels.dim(rows);
    int width = (int) pixels.dim(rows + 1);
    int area = height * width;
    Tensor image = Tensor.zeros(pixels.size() / (3 * area), 3, height, width);
    for (int i = 0; i < pixels.size(); i++) {
      int at = interleaved ? (i / (3 * area) * 3 + i % 3) * area + i / 3 % area : i;
      image.data()[at] = pixels.data()[i] / 255;
    }
    return image;
  }

  private static double greatestDifference(Tensor a, Tensor b) {
    double greatest = 0;
    for (int i = 0; i < a.size(); i++) {
      double difference = Math.abs((double) a.data()[i] - b.data()[i]);
      if (!(difference <= greatest)) {
        greatest = difference;
      }
    }
    return greatest;
  }

  private static double deviation(Tensor x) {
    double sum = 0;
    double squares = 0;
    for (float v : x.data()) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / x.size();
    return Math.sqrt(Math.max(0, squares / x.size() - mean * mean));
  }
}
