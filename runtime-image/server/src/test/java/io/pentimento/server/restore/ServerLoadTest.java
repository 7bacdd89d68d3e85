// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.server.admission.MemoryBudget;
import io.pentimento.server.model.ImageMemory;
import io.pentimento.server.testing.HeldUpload;
import io.pentimento.server.testing.Padding;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.ServerProcess;
import io.pentimento.server.testing.TinyModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Malicious clients against the packaged server with a heap of 256 MiB: it answers each of them
 * without a 500, keeps running, and restores the next image.
 */
@Timeout(300)
class ServerLoadTest {
  private static final int MEGABYTE = 1_000_000;
  private static final byte[] SMALL = Pictures.png(Pictures.pattern(32, 32));

  private static final String[] MEMORY = {
    "pentimento.server.transfer-memory=64M", "pentimento.server.image-memory=128M"
  };

  @TempDir private Path folder;
  private ServerProcess server;

  private void start(int scale, String... settings) throws IOException {
    Path model = folder.resolve("model.onnx");
    TinyModel.writeEnlarging(model, scale);
    server = ServerProcess.start(model, settings);
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aFloodOfUploadsIsRejectedBeforeReading() throws Exception {
    start(1, "pentimento.server.upload-timeout=120s");
    flood(12);
    staysAndServes();
  }

  @Test
  @Tag("slow")
  void aLargeFloodOfUploadsIsRejectedRepeatedly() throws Exception {
    start(1, "pentimento.server.upload-timeout=120s");
    for (int round = 0; round < 3; round++) {
      flood(60);
      staysAndServes();
    }
  }

  /** Uploads of 18 MB, three of which fit into a quarter of the heap. */
  private void flood(int count) throws Exception {
    byte[] body = Padding.add(SMALL, 18 * MEGABYTE);
    List<HeldUpload> uploads = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        uploads.add(HeldUpload.begin(server, body).sendAllButOneByte());
      }
      assertThat(server.get("/q/health/live").statusCode()).isEqualTo(200);
      assertThat(server.restore(SMALL).statusCode()).as("a small image meanwhile").isEqualTo(200);
      List<Integer> statuses = new ArrayList<>();
      for (HeldUpload upload : uploads) {
        statuses.add(upload.sendRest().status());
      }
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
      assertThat(statuses).filteredOn(status -> status == 503).hasSize(count - 3);
    } finally {
      closeAll(uploads);
    }
  }

  @Test
  void imagesOfDisconnectedClientsAreNotRestored() throws Exception {
    start(1);
    byte[] large = flat(1500, 1500);
    List<HeldUpload> uploads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      uploads.add(HeldUpload.begin(server, large).send(0, large.length));
    }
    Awaitility.await().until(() -> server.metric("pentimento_queue_depth") > 6);
    closeAll(uploads);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> server.metric("pentimento_transfer_bytes") == 0);

    assertThat(server.metric("pentimento_restore_duration_seconds_count")).isLessThan(8);
    assertThat(server.metric("pentimento_queue_depth")).isZero();
    assertThat(server.metric("pentimento_restore_requests_total{outcome=\"client_gone\"}"))
        .isGreaterThan(4);
    staysAndServes();
  }

  @Test
  void slowUploadsEndAfterTheTimeout() throws Exception {
    start(1, "pentimento.server.upload-timeout=1s", "pentimento.server.queue-capacity=3");
    List<HeldUpload> uploads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      uploads.add(HeldUpload.begin(server, SMALL).sendAllButOneByte());
    }
    for (HeldUpload upload : uploads) {
      assertThat(upload.status()).isEqualTo(408);
    }
    closeAll(uploads);
    staysAndServes();
  }

  @Test
  void unreadResponsesReleaseTheirMemory() throws Exception {
    start(1, "pentimento.server.download-timeout=1s", "pentimento.server.queue-capacity=40");
    byte[] noise = Pictures.png(Pictures.noise(700, 700));
    List<HeldUpload> uploads = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      uploads.add(HeldUpload.begin(server, noise).send(0, noise.length));
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> server.metric("pentimento_transfer_bytes") == 0);
    closeAll(uploads);
    staysAndServes();
  }

  @Test
  void imagesThatNeedTooMuchMemoryAreRejectedByTheirHeader() throws Exception {
    start(4);
    HttpResponse<byte[]> refusal = server.restore(flat(4096, 4096));

    assertThat(refusal.statusCode()).isEqualTo(413);
    assertThat(new String(refusal.body(), StandardCharsets.UTF_8))
        .contains("4096×4096 pixels and its restoration 16384×16384")
        .contains("pentimento.server.image-memory");
    staysAndServes();
  }

  @Test
  void theLargestAcceptedImageIsRestored() throws Exception {
    start(1, MEMORY);
    largestIsRestored(1);
  }

  @Test
  void theLargestAcceptedImageIsRestoredWithScaleFour() throws Exception {
    start(4, MEMORY);
    largestIsRestored(4);
  }

  /**
   * The worst case: noise, which does not compress, while other clients use the remaining memory.
   */
  private void largestIsRestored(int scale) throws Exception {
    MemoryBudget budget = new MemoryBudget(64 << 20, 128 << 20);
    int side = largestSide(new ImageMemory(TinyModel.SIZE, TinyModel.SIZE, scale), budget);
    byte[] noise = Pictures.png(Pictures.noise(side, side));
    HeldUpload other =
        HeldUpload.begin(server, Padding.add(SMALL, 18 * MEGABYTE)).sendAllButOneByte();

    for (int i = 0; i < 3; i++) {
      assertThat(server.restore(noise).statusCode()).isEqualTo(200);
    }
    assertThat(other.sendRest().status()).isEqualTo(200);
    other.close();
    assertThat(server.restore(flat(side + 32, side + 32)).statusCode()).isEqualTo(413);
  }

  private static int largestSide(ImageMemory memory, MemoryBudget budget) {
    int side = 16;
    while (memory.peak(side + 16, side + 16) <= budget.image()) {
      side += 16;
    }
    return side;
  }

  private void staysAndServes() throws Exception {
    assertThat(server.isAlive()).isTrue();
    Awaitility.await().until(() -> server.metric("pentimento_transfer_bytes") == 0);
    assertThat(server.restore(SMALL).statusCode()).isEqualTo(200);
    assertThat(server.metric("pentimento_restore_requests_total{outcome=\"failed\"}")).isZero();
  }

  /** A file of several kilobytes. */
  private static byte[] flat(int height, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", bytes);
    return bytes.toByteArray();
  }

  private static void closeAll(List<HeldUpload> uploads) throws IOException {
    for (HeldUpload upload : uploads) {
      upload.close();
    }
  }
}
