// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.restore;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Damaged images of all kinds: no body causes a 500. */
@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
class HostileBodiesTest {
  private static final List<Integer> EXPECTED = List.of(200, 400, 413, 422);
  private static final int SIGNATURE = 8;

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  @RepeatedTest(40)
  void aDamagedImageIsRestoredOrRejected(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (byte[] sound :
        List.of(
            Pictures.png(Pictures.pattern(32, 32)),
            ImageFiles.encodeJpeg(Pictures.pattern(40, 24), 90))) {
      byte[] damaged = damage(sound, random);
      repairCheckSums(damaged);

      assertThat(status(damaged)).as("%d bytes", damaged.length).isIn(EXPECTED);
    }
  }

  private static int status(byte[] body) {
    return given().contentType("image/png").body(body).post("/v1/restore").statusCode();
  }

  /** Some bytes are changed, the end is missing, or a part is duplicated. */
  private static byte[] damage(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    int cut = random.nextInt(bytes.length);
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(bytes, cut);
      case 1 -> ByteBuffer.allocate(bytes.length + cut).put(bytes, 0, cut).put(bytes).array();
      default -> bytes;
    };
  }

  /** Corrects the checksums, because damage to a PNG would otherwise be detected by them. */
  private static void repairCheckSums(byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png);
    for (int at = SIGNATURE; at + 12 <= png.length; ) {
      int length = file.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      file.putInt(at + 8 + length, (int) crc.getValue());
      at += length + 12;
    }
  }
}
