// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local.serving;

import io.pentimento.core.device.OnnxRuntimeLibrary;
import io.pentimento.worker.process.ParentWatch;
import java.io.IOException;
import java.util.List;

/**
 * Starts a server and ends it together with the parent of this process, because the server does not
 * watch its parent.
 */
final class ServerGuard {
  private static final String ENGINES = "PENTIMENTO_SERVER_ENGINE_PATH";

  private ServerGuard() {}

  /**
   * Runs the server until this process is to end.
   *
   * @param command the command line of the server
   */
  public static void main(String[] command) throws IOException, InterruptedException {
    ParentWatch.beginIfAsked();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT);
    // The server uses the worker's TorchScript engine. The class path is too long for a command
    // line, see WorkerJvm.
    builder.environment().put(ENGINES, System.getProperty("java.class.path"));
    builder.environment().put(OnnxRuntimeLibrary.NO_TELEMETRY, "1");
    Process server = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroy, "server-end"));
    System.exit(server.waitFor());
  }
}
