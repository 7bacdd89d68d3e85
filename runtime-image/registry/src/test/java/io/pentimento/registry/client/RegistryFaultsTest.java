// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.registry.client.RegistryException.Kind;
import io.pentimento.registry.image.ModelPull;
import io.pentimento.registry.testing.Fault;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a registry: the transfer is completed, or the failure has the right kind. */
@Timeout(120)
class RegistryFaultsTest {
  private final FaultyRegistry registry = new FaultyRegistry();
  private final OciReference repository = registry.repository("vision/night");

  @TempDir Path folder;

  @AfterEach
  void stop() {
    registry.close();
  }

  private OciReference publish() throws IOException {
    return TestModel.publish(repository, "Passed", null);
  }

  private static void assertKind(ThrowingCallable call, Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/blobs/uploads/,503",
    "PATCH,/blobs/uploads/,500",
    "PUT,/blobs/uploads/,502",
    "HEAD,/blobs/,504",
    "PUT,/manifests/,503",
    "POST,/blobs/uploads/,408",
    "PUT,/manifests/v1,500"
  })
  void aFailureOfTheRegistryIsRetried(String method, String path, int status) {
    registry.fail(Fault.status(method, path, status), Fault.status(method, path, status));

    assertThatCode(this::publish).doesNotThrowAnyException();
    assertThat(registry.tags()).containsExactly("v1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, 1_000_000})
  void anInterruptedUploadIsResumedWhereItBroke(int bytes) throws IOException {
    registry.fail(Fault.cut("PATCH", "/blobs/uploads/", bytes));
    Blob blob = Blob.of("weights", TestModel.weights());

    TestModel.client(repository).push(blob);

    assertThat(registry.digests()).contains(blob.digest());
    if (bytes > 1) {
      assertThat(registry.requests())
          .anyMatch(request -> request.startsWith("PATCH") && request.contains(" " + bytes + "-"));
    }
  }

  @Test
  void anUploadUnknownToTheRegistryRestarts() throws IOException {
    registry.fail(
        Fault.cut("PATCH", "/blobs/uploads/", 10_000), Fault.status("GET", "/blobs/uploads/", 404));
    Blob blob = Blob.of("weights", TestModel.weights());

    TestModel.client(repository).push(blob);

    assertThat(registry.digests()).contains(blob.digest());
  }

  @Test
  void anInterruptedDownloadIsResumedWhereItBroke() throws IOException {
    OciReference model = publish();
    registry.fail(Fault.cut("GET", "/blobs/", 300_000), Fault.cut("GET", "/blobs/", 300_000));
    Path pulled = folder.resolve("pulled");

    new ModelPull(TestModel.client(model), model).into(pulled);

    assertThat(pulled.resolve("adapted.safetensors")).hasBinaryContent(TestModel.weights());
    assertThat(registry.requests())
        .anyMatch(request -> request.matches("GET .* bytes=[1-9][0-9]*-"));
  }

  @Test
  void aPullResumesAfterAFailedOne() throws IOException {
    OciReference model = publish();
    String second = TestModel.image().layers().get(1).digest();
    Fault refused = Fault.status("GET", "/blobs/" + second, 403);
    registry.fail(refused);
    Path pulled = folder.resolve("pulled");
    assertKind(() -> new ModelPull(TestModel.client(model), model).into(pulled), Kind.FORBIDDEN);
    int before = registry.requests().size();

    new ModelPull(TestModel.client(model), model).into(pulled);

    String first = TestModel.image().layers().get(0).digest();
    assertThat(registry.requests().subList(before, registry.requests().size()))
        .noneMatch(request -> request.contains(first));
    assertThat(pulled.resolve("adapted.safetensors")).hasBinaryContent(TestModel.weights());
  }

  @ParameterizedTest
  @CsvSource({"PATCH,/blobs/uploads/", "PUT,/blobs/uploads/", "PUT,/manifests/sha256"})
  void nothingIncompleteHasATag(String method, String path) {
    for (int i = 0; i < TestModel.POLICY.attempts(); i++) {
      registry.fail(Fault.status(method, path, 500));
    }

    assertKind(this::publish, Kind.UNAVAILABLE);
    assertThat(registry.tags()).isEmpty();
  }

  @Test
  void retriesEndIfTheRegistryStaysUnavailable() {
    for (int i = 0; i < TestModel.POLICY.attempts(); i++) {
      registry.fail(Fault.status("POST", "/blobs/uploads/", 503));
    }

    assertKind(this::publish, Kind.UNAVAILABLE);
    assertThat(registry.tags()).isEmpty();
  }

  @Test
  void requestsAreRetriedAfterTheDelayThatTheRegistryRequests() throws IOException {
    List<Duration> pauses = new ArrayList<>();
    registry.fail(Fault.tooManyRequests("POST", "/blobs/uploads/", 7));
    RegistryClient client =
        new RegistryClient(
            repository,
            RegistryAccess.ofThisUser(repository),
            TestModel.POLICY.with((pause, cause) -> pauses.add(pause), (what, done, total) -> {}));

    client.push(Blob.of("weights", TestModel.weights()));

    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void failedAttemptsThatAreRepeatedAreReported() throws IOException {
    List<String> lines = new ArrayList<>();
    registry.fail(Fault.tooManyRequests("POST", "/blobs/uploads/", 7));
    TransferPolicy reported =
        TestModel.POLICY
            .with((pause, cause) -> {}, (what, done, total) -> {})
            .reportedTo(lines::add);

    new RegistryClient(repository, RegistryAccess.ofThisUser(repository), reported)
        .push(Blob.of("weights", TestModel.weights()));

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("oci://")
        .contains("429")
        .endsWith("; next attempt in 7 s");
  }

  @ParameterizedTest
  @CsvSource({"401,FORBIDDEN", "403,FORBIDDEN", "404,MISSING", "400,REFUSED", "413,REFUSED"})
  void aRejectedRequestIsNotRetried(int status, Kind kind) {
    registry.fail(Fault.status("POST", "/blobs/uploads/", status));

    assertKind(this::publish, kind);
    assertThat(registry.requests()).filteredOn(r -> r.startsWith("POST")).hasSize(1);
  }

  @Test
  void aTokenIsFetchedWithTheCredentialsOfTheSecret() throws IOException {
    registry.requireLogin("user", "password");
    RegistryAccess access =
        RegistryAccess.ofSecret(Map.of("username", "user", "password", "password"), repository);

    Blob blob = Blob.of("weights", TestModel.weights());
    new RegistryClient(repository, access, TestModel.POLICY).push(blob);

    assertThat(registry.digests()).contains(blob.digest());
  }

  @Test
  void wrongCredentialsAreAUserError() {
    registry.requireLogin("user", "password");
    RegistryAccess access =
        RegistryAccess.ofSecret(Map.of("username", "user", "password", "wrong"), repository);
    RegistryClient client = new RegistryClient(repository, access, TestModel.POLICY);

    assertKind(() -> client.push(Blob.of("weights", new byte[] {1})), Kind.FORBIDDEN);
    assertThat(Kind.FORBIDDEN.exitCode()).isEqualTo(64);
  }

  @Test
  void anUnreachableRegistryIsUnavailable() throws IOException {
    OciReference nowhere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = OciReference.parse("oci://127.0.0.1:%d/model".formatted(socket.getLocalPort()));
    }

    assertKind(() -> TestModel.publish(nowhere, "Passed", null), Kind.UNAVAILABLE);
  }

  @Test
  void aRegistryThatSendsNoDataIsUnavailable() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      OciReference model =
          OciReference.parse("oci://127.0.0.1:%d/model".formatted(silent.getLocalPort()));
      TransferPolicy impatient =
          new TransferPolicy(
              2,
              Duration.ofMillis(1),
              Duration.ofMillis(200),
              (pause, cause) -> {},
              (what, done, total) -> {});
      RegistryClient client =
          new RegistryClient(model, RegistryAccess.ofThisUser(model), impatient);

      assertKind(() -> client.manifest("v1"), Kind.UNAVAILABLE);
    }
  }

  @Test
  void contentThatDoesNotMatchTheDigestIsRejected() throws IOException {
    OciReference model = publish();
    String layer = TestModel.image().layers().get(1).digest();
    byte[] other = new byte[(int) TestModel.image().layers().get(1).size()];
    registry.tamper(layer, other);
    Path pulled = folder.resolve("pulled");

    assertKind(() -> new ModelPull(TestModel.client(model), model).into(pulled), Kind.DAMAGED);
    assertThat(pulled.resolve("adapted.safetensors")).doesNotExist();
    assertThat(pulled.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void aChangedIndexIsRejected() throws IOException {
    OciReference model = publish();
    registry.tamper(model.digest(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertKind(
        () -> new ModelPull(TestModel.client(model), model).into(folder.resolve("pulled")),
        Kind.DAMAGED);
  }

  @Test
  void aFolderWithOtherFilesIsNotOverwritten() throws IOException {
    OciReference model = publish();
    Path kept = Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> new ModelPull(TestModel.client(model), model).into(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choose an empty folder");
    assertThat(kept).hasContent("mine");
  }
}
