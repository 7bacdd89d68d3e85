// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.artifact.Manifest;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.evidence.ModelVerification;
import io.pentimento.registry.evidence.PublicKeys;
import io.pentimento.registry.evidence.SigningKey;
import io.pentimento.registry.evidence.Verdict;
import io.pentimento.registry.testing.RegistryBinaries;
import io.pentimento.registry.testing.RegistryProcess;
import io.pentimento.registry.testing.TestKeys;
import io.pentimento.registry.testing.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publishing to a real registry process, which has no referrers API. */
@Timeout(120)
class RealRegistryTest {
  private static final TestKeys KEYS = TestKeys.ecdsa();

  @TempDir Path folder;
  private RegistryProcess registry;

  @BeforeEach
  void start() {
    registry = RegistryProcess.start(folder);
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private OciReference publish() throws IOException {
    return TestModel.publish(
        registry.repository("vision/night"), "Passed", SigningKey.parse(KEYS.privateKey(), "key"));
  }

  private Verdict verify(OciReference model) throws IOException {
    return new ModelVerification(
            TestModel.client(model), model, PublicKeys.parse(KEYS.publicKey(), "key"), true)
        .verify();
  }

  @Test
  void aPublishedModelIsVerifiedAndPulled() throws IOException {
    OciReference model = publish();

    assertThat(verify(model)).isInstanceOf(Verdict.Accepted.class);
    Path pulled = folder.resolve("pulled");
    new ModelPull(TestModel.client(model), model).into(pulled);

    assertThat(pulled.resolve("adapted.safetensors")).hasBinaryContent(TestModel.weights());
    assertThat(pulled.resolve("README.md")).hasContent("# a model");
    assertThat(Manifest.isIntact(pulled)).isTrue();
  }

  @Test
  void publishingAgainGivesTheSameDigestAndAddsNothing() throws IOException {
    OciReference first = publish();
    long files = files();

    assertThat(publish()).isEqualTo(first);
    assertThat(files()).isEqualTo(files);
  }

  private long files() throws IOException {
    try (var all = Files.walk(folder.resolve("storage"))) {
      return all.filter(file -> file.endsWith("data")).count();
    }
  }

  @Test
  void aLayerThatWasChangedInTheRegistryIsRejected() throws IOException {
    OciReference model = publish();
    String layer = TestModel.image().layers().get(1).digest();
    byte[] content = Files.readAllBytes(registry.file(layer));
    content[content.length / 2] ^= 1;
    Files.write(registry.file(layer), content);

    assertThat(verify(model))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.check()).isEqualTo(Verdict.Check.CONTENT));
  }

  @Test
  void skopeoCopiesTheImage() throws Exception {
    Path skopeo = RegistryBinaries.require("skopeo");
    OciReference model = publish();
    Path copy = folder.resolve("copy");
    Process process =
        new ProcessBuilder(
                skopeo.toString(),
                "copy",
                "--all",
                "--preserve-digests",
                "--insecure-policy",
                "--src-tls-verify=false",
                model.toString().replace("oci://", "docker://"),
                "oci:" + copy)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(copy.resolve("index.json")).content().contains(model.digest());
  }
}
