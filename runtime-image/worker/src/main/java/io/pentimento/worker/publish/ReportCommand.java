// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import io.pentimento.registry.evidence.ModelEvidence;
import io.pentimento.worker.input.OutputPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exports the report of a job or of a published model. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes report.html and metrics.json of a job, or of a published model, into a folder.",
      "Prints the path of the report."
    })
public final class ReportCommand implements Callable<Integer> {
  private static final String REPORT = "report.html";
  private static final String METRICS = "metrics.json";

  @Parameters(
      paramLabel = "SOURCE",
      description = "WORKSPACE/JOB of a finished job, or oci://HOST/REPOSITORY@sha256:…")
  private String source;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      defaultValue = "report",
      description = "Output folder. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Mixin private RegistryOptions registry = new RegistryOptions();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    OutputPath.requireFolder("--to", folder);
    if (source.startsWith(OciReference.SCHEME)) {
      fetch(OciReference.parse(source));
    } else {
      Path evaluated = FinishedJob.read(Path.of(source)).evaluated();
      write(evaluated(evaluated, REPORT), evaluated(evaluated, METRICS));
    }
    command.commandLine().getOut().println(folder.resolve(REPORT).toAbsolutePath().normalize());
    return 0;
  }

  private void fetch(OciReference model) throws IOException {
    RegistryClient client = registry.client(model);
    ModelEvidence evidence = new ModelEvidence(client, model);
    write(
        latest(evidence, model, ModelEvidence.REPORT),
        latest(evidence, model, ModelEvidence.METRICS));
  }

  /** The report can be removed as personal data while the metrics are kept. */
  private static byte[] evaluated(Path artefact, String name) throws IOException {
    Path file = artefact.resolve(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "%s was removed from the workspace; run the job again to evaluate it".formatted(file));
    }
    return Files.readAllBytes(file);
  }

  private static byte[] latest(ModelEvidence evidence, OciReference model, String type)
      throws IOException {
    return evidence
        .latest(model.requireDigest(), type)
        .orElseThrow(
            () ->
                new RegistryException(
                    RegistryException.Kind.MISSING,
                    "%s has no report; publish the model again".formatted(model)));
  }

  private void write(byte[] report, byte[] metrics) throws IOException {
    AtomicFile.write(folder.resolve(REPORT), report);
    AtomicFile.write(folder.resolve(METRICS), metrics);
  }
}
