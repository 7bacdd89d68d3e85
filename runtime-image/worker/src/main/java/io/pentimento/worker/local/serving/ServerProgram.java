// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local.serving;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.serving.ServingPrecision;
import io.pentimento.worker.process.WorkerJvm;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server program of this machine.
 *
 * @param jar null if nothing is served
 * @param precision number format of served models, if they have a graph in it
 */
public record ServerProgram(@Nullable Path jar, ServingPrecision precision) {
  private static final int HEAP = 768;

  /** No delay before shutdown, because no load balancer has to remove the server. */
  private static final String END_AT_ONCE = "-Dpentimento.shutdown.delay=0s";

  /** The command line of a process that serves a model file. */
  List<String> command(Path model, int port) {
    return List.of(
        WorkerJvm.java(),
        "-Xmx" + HEAP + "m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.http.host=127.0.0.1",
        END_AT_ONCE,
        "-Dpentimento.model.path=" + model.toAbsolutePath(),
        "-Dpentimento.model.precision=" + precision,
        "-jar",
        requireNonNull(jar, "jar").toAbsolutePath().toString());
  }
}
