// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.server.testing.HeldUpload;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.ServerProcess;
import io.pentimento.server.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packaged servers that are terminated while clients use them. */
@Timeout(180)
class ShutdownLoadTest {
  private static final byte[] IMAGE = Pictures.png(Pictures.pattern(64, 64));
  private static final int SOME = 50;

  @TempDir private Path folder;
  private ServerProcess leaving;
  private ServerProcess staying;

  @BeforeEach
  void start() throws IOException {
    Path model = folder.resolve("model.onnx");
    TinyModel.writeEnlarging(model, 1);
    leaving = ServerProcess.start(model, "pentimento.shutdown.delay=2s");
    staying = ServerProcess.start(model);
  }

  @AfterEach
  void stop() throws IOException {
    leaving.close();
    staying.close();
  }

  private TwoReplicas clients(int retries) {
    TwoReplicas clients = new TwoReplicas(List.of(leaving, staying), IMAGE, retries);
    clients.begin();
    awaitMore(clients);
    return clients;
  }

  private static void awaitMore(TwoReplicas clients) {
    int now = clients.restored();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> clients.restored() > now + SOME);
  }

  @Test
  void noRequestFailsWhenAServerIsTerminated() throws Exception {
    try (TwoReplicas clients = clients(0)) {
      leaving.terminate();
      leaving.awaitEnd(Duration.ofSeconds(60));
      awaitMore(clients);
      assertThat(clients.failures()).isEmpty();
    }
  }

  @Test
  void noRequestFailsWhenAServerIsKilledAndClientsRetryOnce() throws Exception {
    try (TwoReplicas clients = clients(1)) {
      leaving.kill();
      leaving.awaitEnd(Duration.ofSeconds(60));
      awaitMore(clients);
      assertThat(clients.failures()).isEmpty();
    }
  }

  @Test
  void aServerThatNeverHadARequestEnds() throws Exception {
    leaving.terminate();
    leaving.awaitEnd(Duration.ofSeconds(60));
    assertThat(leaving.isAlive()).isFalse();
  }

  @Test
  void aRunningRequestIsFinished() throws Exception {
    try (HeldUpload request = HeldUpload.begin(leaving, IMAGE).sendAllButOneByte()) {
      leaving.terminate();
      Awaitility.await().until(() -> leaving.get("/q/health/ready").statusCode() == 503);
      Awaitility.await().until(() -> leaving.get("/v2/health/ready").statusCode() == 503);
      assertThat(leaving.restore(IMAGE).statusCode()).as("a request after SIGTERM").isEqualTo(200);
      assertThat(request.sendRest().status()).isEqualTo(200);
    }
    leaving.awaitEnd(Duration.ofSeconds(60));
  }
}
