// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program of each image. */
public record Images(Map<String, Image> byName) {
  static final String WORKER = "pentimento-worker:it";
  static final String SERVER = "pentimento-server:it";
  static final String TORCH_SCRIPT_SERVER = "pentimento-server-torchscript:it";
  private static final String WORKER_JAR = System.getProperty("pentimento.worker.jar");
  private static final String OF_A_SERVER = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  /**
   * @param entryPoint program and first arguments
   * @param environment variables of the image
   */
  record Image(List<String> entryPoint, Map<String, String> environment) {}

  /** The packaged worker and server, started as their images start them, by small JVMs. */
  public static Images packaged() {
    Image worker =
        new Image(
            List.of(
                java(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=/tmp",
                "io.pentimento.worker.Main"),
            Map.of(
                "CLASSPATH",
                WORKER_JAR,
                "JDK_JAVA_OPTIONS",
                "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dai.djl.offline=true"));
    Image server = server(Map.of("JDK_JAVA_OPTIONS", "-Xmx128m " + OF_A_SERVER));
    Image torchScriptServer =
        server(
            Map.of(
                "JDK_JAVA_OPTIONS",
                "-Xmx128m --enable-native-access=ALL-UNNAMED -Dai.djl.offline=true " + OF_A_SERVER,
                // The manifest of the jar contains its class path.
                "PENTIMENTO_SERVER_ENGINE_PATH",
                WORKER_JAR));
    return new Images(
        Map.of(WORKER, worker, SERVER, server, TORCH_SCRIPT_SERVER, torchScriptServer));
  }

  private static Image server(Map<String, String> environment) {
    return new Image(
        List.of(
            java(),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.io.tmpdir=/tmp",
            "-jar",
            System.getProperty("pentimento.server.jar")),
        environment);
  }

  Optional<Image> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  static String java() {
    return System.getProperty("java.home") + "/bin/java";
  }
}
