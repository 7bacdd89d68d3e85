// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.integration.launcher.Launcher.Result;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LauncherTest {
  private static final int INFRASTRUCTURE = 75;
  private static final Path IMAGE = Launcher.quickstart().resolve("degraded/00000.png");

  @TempDir private Path folder;

  private static Launcher with(Map<String, String> environment) {
    return new Launcher(Launcher.FILE, environment);
  }

  private static Result restore(Launcher launcher, Path out)
      throws IOException, InterruptedException {
    return launcher.call(
        "restore",
        "--model",
        Launcher.quickstart().resolve("weights/restorer.safetensors").toString(),
        IMAGE.toString(),
        out.toString());
  }

  @Test
  void theLauncherFollowsLinks() throws IOException, InterruptedException {
    Files.createSymbolicLink(folder.resolve("first"), Launcher.FILE);
    Path link =
        Files.createSymbolicLink(
            Files.createDirectory(folder.resolve("bin")).resolve("second"), Path.of("../first"));

    Result result = new Launcher(link, Map.of()).call("--version");

    assertThat(result.output()).isEqualTo("pentimento 0.1.0\n");
    assertThat(result.exitCode()).isZero();
  }

  /** The names are created by the shell, because this process may not use UTF-8. */
  @Test
  void unicodeFileNamesWorkWithoutALocale() throws IOException, InterruptedException {
    String script =
        "mkdir '%1$s/Größe' && cp '%2$s' '%1$s/Größe/ñandú 東.png' && '%3$s' degrade --preset gfpgan '%1$s/Größe' '%1$s/aus-ä' && test -f '%1$s/aus-ä/ñandú 東.png'"
            .formatted(folder, IMAGE, Launcher.FILE);
    Path file = Files.writeString(folder.resolve("script.sh"), script, StandardCharsets.UTF_8);
    for (Map<String, String> locale :
        List.of(Map.<String, String>of(), Map.of("LC_ALL", "C"), Map.of("LANG", "xx_XX.UTF-8"))) {
      Result result = new Launcher(Path.of("/bin/sh"), locale).call(file.toString());
      assertThat(result.exitCode()).as("%s: %s", locale, result.output()).isZero();
      new Launcher(Path.of("/bin/rm"), Map.of()).call("-r", folder + "/Größe", folder + "/aus-ä");
    }
  }

  @Test
  void aMissingTemporaryFolderIsReportedInOneLine() throws IOException, InterruptedException {
    Path missing = folder.resolve("missing");

    Result result = restore(with(Map.of("TMPDIR", missing.toString())), folder.resolve("out.png"));

    assertThat(result.output())
        .contains("pentimento: a native library cannot be loaded")
        .contains("the temporary folder " + missing)
        .contains("set TMPDIR")
        .doesNotContain("\tat ");
    assertThat(result.exitCode()).isEqualTo(INFRASTRUCTURE);
  }

  @Test
  void aHeapThatIsTooSmallIsReported() throws IOException, InterruptedException {
    Path in = Files.createDirectory(folder.resolve("in"));
    BufferedImage image = new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(image, "png", in.resolve("large.png").toFile());

    Result result =
        with(Map.of("PENTIMENTO_HEAP", "64m"))
            .call("degrade", "--preset", "gfpgan", in.toString(), folder.resolve("out").toString());

    assertThat(result.output())
        .contains("large.png: not enough memory for this image")
        .contains("set PENTIMENTO_HEAP to more than the current 64 MiB")
        .doesNotContain("\tat ");
    assertThat(result.exitCode()).isNotZero();
  }

  @Test
  void sourcesAreDownloadedThroughTheProxyOfTheEnvironment()
      throws IOException, InterruptedException {
    Path job = Files.writeString(folder.resolve("job.yaml"), jobWithRemoteRestorer());
    try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      proxy.setSoTimeout(120_000);
      String address = "http://127.0.0.1:" + proxy.getLocalPort();
      Process run =
          with(Map.of("https_proxy", address))
              .start("run", job.toString(), "--workspace", folder.resolve("workspace").toString());
      try {
        assertThat(firstLine(proxy)).isEqualTo("CONNECT models.invalid:443 HTTP/1.1");
      } finally {
        end(run);
      }
    }
  }

  /** The processes of the stages write into the workspace, which is deleted after the test. */
  private static void end(Process run) {
    List<ProcessHandle> all = Stream.concat(Stream.of(run.toHandle()), run.descendants()).toList();
    run.destroy();
    all.forEach(process -> process.onExit().join());
  }

  /** The quickstart with relative paths resolved. */
  private static String jobWithRemoteRestorer() throws IOException {
    return Files.readString(Launcher.quickstart().resolve("job.yaml"))
        .replace("uri: weights/restorer.safetensors", "uri: https://models.invalid/r.pth")
        .replaceAll(
            "uri: (weights/|degraded|clean)", "uri: " + Launcher.quickstart().toUri() + "$1");
  }

  private static String firstLine(ServerSocket proxy) throws IOException {
    try (Socket client = proxy.accept()) {
      return new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
