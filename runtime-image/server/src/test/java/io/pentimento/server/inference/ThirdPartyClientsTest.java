// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Independent clients of the protocol: curl for REST, and the JavaScript library of the gRPC
 * project ({@code npm install} in {@code src/test/clients}).
 */
@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
@Timeout(120)
class ThirdPartyClientsTest {
  private static final Path CLIENTS = Path.of("src", "test", "clients");
  private static final Path PROTO =
      Path.of("src", "main", "proto", "open_inference_grpc.proto").toAbsolutePath();

  @TestHTTPResource URI address;
  @TempDir Path folder;

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/v2/health/ready").then().statusCode(200));
  }

  @Test
  void curlRestoresAnImageByRest() throws Exception {
    assumeTrue(isInstalled("curl"), "curl is not installed");
    String image = Base64.getEncoder().encodeToString(Pictures.png(Pictures.flat(32, 32, 0.2f)));
    Path request =
        Files.writeString(
            folder.resolve("request.json"),
            """
            {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1], "data": ["%s"]}],
             "outputs": [{"name": "restored", "parameters": {"datatype": "UINT8"}}]}\
            """
                .formatted(image));

    String answer =
        run(
            folder,
            "curl",
            "--silent",
            "--fail",
            "--json",
            "@" + request,
            address.resolve("/v2/models/restorer/infer").toString());

    assertThat(answer).contains("\"shape\":[1,3,32,32]").contains("\"data\":[204,204,");
  }

  @Test
  void grpcJsRestoresAnImageByGrpc() throws Exception {
    assumeTrue(isInstalled("node"), "node is not installed");
    assumeTrue(
        Files.exists(CLIENTS.resolve("node_modules/@grpc/grpc-js")),
        "@grpc/grpc-js is missing: run npm install in runtime-image/server/src/test/clients");
    Path image = Files.write(folder.resolve("in.png"), Pictures.png(Pictures.flat(32, 32, 0.2f)));
    Path restored = folder.resolve("out.png");

    String answer =
        run(
            CLIENTS,
            "node",
            "infer.js",
            address.getHost() + ":" + address.getPort(),
            PROTO.toString(),
            image.toString(),
            restored.toString());

    assertThat(answer.strip())
        .isEqualTo("{\"ready\":true,\"versions\":[\"1\",\"sha256:0123\"],\"refused\":5}");
    Tensor out = ImageFiles.read(restored);
    assertThat(out.shape()).containsExactly(1, 3, 32, 32);
    assertThat(out.data()[0]).isCloseTo(0.8f, Offset.offset(1 / 255f));
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    return output;
  }
}
