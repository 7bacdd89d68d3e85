// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.evidence.SigningKey;
import io.pentimento.registry.testing.Fault;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestKeys;
import io.pentimento.registry.testing.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command of an init container. */
@Timeout(60)
class DeliverModelTest {
  private static final TestKeys KEYS = TestKeys.ecdsa();

  private final FaultyRegistry registry = new FaultyRegistry();

  @TempDir Path folder;
  private Path keys;
  private Path model;
  private Path terminationLog;

  @BeforeEach
  void mount() throws IOException {
    keys = Files.createDirectories(folder.resolve("keys"));
    Files.writeString(keys.resolve("team.pub"), KEYS.publicKey());
    model = folder.resolve("model");
    terminationLog = Files.createFile(folder.resolve("termination-log"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private OciReference publish(String decision) throws IOException {
    return TestModel.publish(
        registry.repository("vision/night"), decision, SigningKey.parse(KEYS.privateKey(), "key"));
  }

  private int run(Object address) {
    return DeliverModel.run(
        terminationLog, address.toString(), model.toString(), "--keys", keys.toString());
  }

  @Test
  void anAcceptedModelIsStoredWithItsEvidence() throws IOException {
    assertThat(run(publish("Passed"))).isZero();

    assertThat(model.resolve("adapted.safetensors")).hasBinaryContent(TestModel.weights());
    assertThat(model.resolve("evidence/report.html")).hasContent("<p>better</p>");
    assertThat(model.resolve("evidence/evidence.json")).content().contains("signatures");
    assertThat(terminationLog).isEmptyFile();
  }

  /** A restarted pod has the same volume. */
  @Test
  void aSecondRunFindsTheModel() throws IOException {
    OciReference published = publish("Passed");
    run(published);
    int before = registry.requests().size();

    assertThat(run(published)).isZero();

    String layer = TestModel.image().layers().get(1).digest();
    assertThat(registry.requests().subList(before, registry.requests().size()))
        .noneMatch(request -> request.contains(layer));
  }

  @Test
  void theEvidenceOfAMountedModelIsVerifiedWithoutPullingIt() throws IOException {
    OciReference published = publish("Passed");
    int before = registry.requests().size();

    int code =
        DeliverModel.run(
            terminationLog,
            published.toString(),
            model.toString(),
            "--keys",
            keys.toString(),
            "--evidence-only");

    assertThat(code).isZero();
    assertThat(model.resolve("evidence/evidence.json")).exists();
    assertThat(model.resolve("adapted.safetensors")).doesNotExist();
    String weights = TestModel.image().layers().get(1).digest();
    assertThat(registry.requests().subList(before, registry.requests().size()))
        .noneMatch(request -> request.contains(weights));
  }

  @Test
  void theEvidenceOfAMountedModelMustStateThatTheGatePassed() throws IOException {
    int code =
        DeliverModel.run(
            terminationLog,
            publish("Failed").toString(),
            model.toString(),
            "--keys",
            keys.toString(),
            "--evidence-only");

    assertThat(code).isEqualTo(65);
    assertThat(terminationLog).content().contains("GateNotPassed");
    assertThat(model).doesNotExist();
  }

  @Test
  void aRejectedModelIsNotPulledAndTheCheckIsNamed() throws IOException {
    assertThat(run(publish("Failed"))).isEqualTo(65);

    assertThat(model).doesNotExist();
    assertThat(terminationLog).content().contains("\"reason\":\"GateNotPassed\"");
  }

  @Test
  void aTamperedLayerIsNotServed() throws IOException {
    OciReference published = publish("Passed");
    String layer = TestModel.image().layers().get(1).digest();
    registry.tamper(layer, new byte[(int) TestModel.image().layers().get(1).size()]);

    assertThat(run(published)).isEqualTo(65);

    assertThat(model.resolve("adapted.safetensors")).doesNotExist();
    assertThat(terminationLog).content().contains("RegistryContentDamaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--any-gate", "--evidence-only"})
  void anAddressThatDoesNotExistIsNotAModelWithoutEvidence(String option) throws IOException {
    OciReference absent = publish("Passed").withDigest("sha256:" + "1".repeat(64));

    int code = DeliverModel.run(terminationLog, absent.toString(), model.toString(), option);

    assertThat(code).isEqualTo(64);
    assertThat(terminationLog).content().contains("RegistryNotFound").contains("no such digest");
  }

  @Test
  void aRejectionByTheRegistryIsAUserError() throws IOException {
    OciReference published = publish("Passed");
    registry.fail(Fault.status("GET", "/referrers/", 401));

    assertThat(run(published)).isEqualTo(64);
    assertThat(terminationLog).content().contains("RegistryForbidden");
  }

  @Test
  void anAddressWithoutADigestIsRejected() {
    assertThat(run("oci://registry.example/model:latest")).isEqualTo(64);
    assertThat(terminationLog).content().contains("is not pinned");
  }

  @Test
  void anEmptyFolderOfKeysIsRejected() throws IOException {
    Files.delete(keys.resolve("team.pub"));

    assertThat(run(publish("Passed"))).isEqualTo(64);
    assertThat(terminationLog).content().contains("contains no public key");
  }
}
