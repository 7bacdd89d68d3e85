package io.pentimento.integration.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs in which image. */
record Images(Map<String, Image> byName) {
  static final String WORKER = "pentimento-worker:it";
  static final String SERVER = "pentimento-server:it";

  /**
   * @param entryPoint program and first arguments
   * @param environment the image's own variables
   */
  record Image(List<String> entryPoint, Map<String, String> environment) {}

  /** The packaged worker and server, started as their images start them, by small JVMs. */
  static Images packaged() {
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
                System.getProperty("pentimento.worker.jar"),
                "JDK_JAVA_OPTIONS",
                "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dai.djl.offline=true"));
    Image server =
        new Image(
            List.of(
                java(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.io.tmpdir=/tmp",
                "-jar",
                System.getProperty("pentimento.server.jar")),
            Map.of("JDK_JAVA_OPTIONS", "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"));
    return new Images(Map.of(WORKER, worker, SERVER, server));
  }

  Optional<Image> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  static String java() {
    return System.getProperty("java.home") + "/bin/java";
  }
}
