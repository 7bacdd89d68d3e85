// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.training.script.ScriptArchive;
import io.pentimento.worker.command.options.CheckpointOptions;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.runtime.FailureClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes the content of a checkpoint. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Describes a checkpoint: its network and configuration, and whether it loads.",
      "The exit code is not 0 if Pentimento cannot use it."
    })
public final class InspectCommand implements Callable<Integer> {
  private static final int SHOWN = 12;
  private static final Set<Architecture> LOADABLE =
      Set.of(Architecture.SWIN_IR, Architecture.CODE_FORMER, Architecture.GUIDED_DIFFUSION_UNET);

  @Parameters(
      paramLabel = "FILE",
      description = "A .pth or .safetensors file, or a TorchScript module.")
  private Path file;

  @Mixin private CheckpointOptions options = new CheckpointOptions();

  @Option(names = "--all", description = "List every tensor.")
  private boolean all;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (ScriptArchive.is(InputFile.require("FILE", file))) {
      return module(out);
    }
    StateDict weights = read();
    out.printf("%s: %,d tensors, %,d values%n", file, weights.size(), weights.parameterCount());
    out.printf("data types: %s%n", types(weights));
    list(out, weights);
    int code = network(out, weights);
    out.flush();
    return code;
  }

  private int network(PrintWriter out, StateDict weights) throws IOException {
    Optional<Architecture> architecture = Architecture.of(weights);
    out.printf("network: %s%n", architecture.map(Architecture::published).orElse("unknown"));
    return architecture.isEmpty() || LOADABLE.contains(architecture.get()) ? load(out) : 0;
  }

  private int module(PrintWriter out) throws IOException {
    try {
      ModuleContents contents = ModuleContents.of(file);
      StateDict weights = contents.parameters();
      out.printf(
          "%s: a TorchScript module with %,d parameters, %,d values%n",
          file, weights.size(), weights.parameterCount());
      list(out, weights);
      out.printf("trainable parameters: %,d%n", contents.trainable());
      out.println("network: TorchScript");
      out.println("loads: yes; the manifest must give the size and value range of its images");
      return 0;
    } catch (IllegalArgumentException e) {
      return refused(out, e);
    } finally {
      out.flush();
    }
  }

  private static int refused(PrintWriter out, IllegalArgumentException e) {
    out.printf("loads: no: %s%n", e.getMessage());
    return FailureClassifier.of(e).failure().exitCode();
  }

  private StateDict read() throws IOException {
    try {
      return options.loader(file).weights();
    } catch (NoSuchFileException e) {
      throw CheckpointOptions.noFile(e);
    }
  }

  private int load(PrintWriter out) throws IOException {
    try {
      NetworkFile network = options.load(file);
      out.printf("hyperparameters: %s%n", network.hyperparameters());
      network.requireRgb();
      out.println("loads: yes; all tensors are present with the expected shapes, and no others");
      return 0;
    } catch (IllegalArgumentException e) {
      return refused(out, e);
    }
  }

  private static Map<String, Long> types(StateDict weights) {
    Map<String, Long> types = new TreeMap<>();
    weights
        .names()
        .forEach(
            n ->
                types.merge(
                    weights.storedType(n).map(Object::toString).orElse("F32"), 1L, Long::sum));
    return types;
  }

  private void list(PrintWriter out, StateDict weights) {
    List<String> names = List.copyOf(weights.names());
    int shown = all ? names.size() : Math.min(SHOWN, names.size());
    for (String name : names.subList(0, shown)) {
      out.printf("  %-64s %s%n", name, Arrays.toString(weights.get(name).shape()));
    }
    if (shown < names.size()) {
      out.printf("  … and %d more (use --all to list them)%n", names.size() - shown);
    }
  }
}
