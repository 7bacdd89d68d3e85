package io.pentimento.worker.local.serving;

import io.pentimento.api.v1alpha1.serving.ServingPrecision;
import io.pentimento.worker.process.WorkerJvm;
import java.nio.file.Path;
import java.util.List;

/**
 * The server of this machine.
 *
 * @param jar null where nothing is to be served
 * @param precision what models are served in, as far as they have a graph of it
 */
public record ServerProgram(Path jar, ServingPrecision precision) {
  private static final int HEAP = 768;

  /** The command of a process that serves a model file. */
  List<String> command(Path model, int port) {
    return List.of(
        WorkerJvm.java(),
        "-Xmx" + HEAP + "m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.http.host=127.0.0.1",
        "-Dpentimento.model.path=" + model.toAbsolutePath(),
        "-Dpentimento.model.precision=" + precision,
        "-jar",
        jar.toAbsolutePath().toString());
  }
}
