// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.registry.testing.Fault;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestKeys;
import io.pentimento.worker.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands publish, pull and verify-model. */
@Timeout(120)
class PublishCommandsTest {
  private final FaultyRegistry registry = new FaultyRegistry();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private Path privateKey;
  private Path publicKey;

  @BeforeEach
  void writeKeys() throws IOException {
    TestKeys keys = TestKeys.ed25519();
    privateKey = Files.writeString(folder.resolve("key.pem"), keys.privateKey());
    publicKey = Files.writeString(folder.resolve("key.pub"), keys.publicKey());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private int run(Object... arguments) {
    out.getBuffer().setLength(0);
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(
        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  private int publish(String decision) throws IOException {
    WorkspaceLayout workspace = FinishedWorkspace.in(folder.resolve(decision), decision);
    return run(
        "publish",
        workspace.root().resolve(FinishedWorkspace.JOB),
        registry.repository("vision/night").withTag("v1"),
        "--key",
        privateKey);
  }

  @Test
  void aPublishedModelIsVerifiedAndPulled() throws IOException {
    assertThat(publish("Passed")).as(err.toString()).isZero();
    String address = out.toString().strip();
    assertThat(address).matches("oci://.*/vision/night@sha256:[0-9a-f]{64}");

    assertThat(run("verify-model", address, "--key", publicKey)).as(out.toString()).isZero();
    assertThat(run("pull", address, folder.resolve("pulled"))).isZero();

    assertThat(folder.resolve("pulled/adapted.safetensors"))
        .hasBinaryContent(FinishedWorkspace.WEIGHTS);
    assertThat(folder.resolve("pulled/README.md")).content().contains("architecture SwinIR");
    assertThat(folder.resolve("pulled/result.json")).doesNotExist();
  }

  @Test
  void publishingAgainGivesTheSameAddress() throws IOException {
    publish("Passed");
    String first = out.toString();
    int kept = registry.digests().size();

    publish("Passed");

    assertThat(out).hasToString(first);
    assertThat(registry.digests()).hasSize(kept);
  }

  @Test
  void aJobOfAClusterIsPublishedFromItsWorkspace() throws IOException {
    WorkspaceLayout workspace = FinishedWorkspace.in(folder.resolve("ws"), "Passed");
    Path job = workspace.root().resolve(FinishedWorkspace.JOB);
    Path printed = folder.resolve("job.yaml");
    Files.move(workspace.job(FinishedWorkspace.JOB).resolve("job.yaml"), printed);

    assertThat(run("publish", job, registry.repository("night"), "--job", printed)).isZero();
    assertThat(
            run(
                "publish",
                workspace.root().resolve("other"),
                registry.repository("night"),
                "--job",
                printed))
        .isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("is job toy, not other");
  }

  @Test
  void aModelThatDidNotPassIsNotPublished() throws IOException {
    assertThat(publish("Inconclusive")).isEqualTo(FailureClass.USER_ERROR.exitCode());

    assertThat(err.toString()).contains("the gate of job toy is");
    assertThat(registry.digests()).isEmpty();
  }

  @Test
  void aModelThatDidNotPassIsRejectedByVerification() throws IOException {
    WorkspaceLayout workspace = FinishedWorkspace.in(folder.resolve("ws"), "Failed");
    Path job = workspace.root().resolve(FinishedWorkspace.JOB);
    assertThat(run("publish", job, registry.repository("night"), "--any-gate")).isZero();
    String address = out.toString().strip();

    assertThat(run("verify-model", address)).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(out.toString()).startsWith("rejected: GateNotPassed");
    assertThat(run("verify-model", address, "--any-gate")).isZero();
  }

  @Test
  void aForeignKeyIsRejected() throws IOException {
    publish("Passed");
    String address = out.toString().strip();
    Path foreign = Files.writeString(folder.resolve("foreign.pub"), TestKeys.ecdsa().publicKey());

    assertThat(run("verify-model", address, "--key", foreign))
        .isEqualTo(FailureClass.DATA.exitCode());
    assertThat(out.toString()).startsWith("rejected: SignatureUntrusted");
  }

  @Test
  void aModelThatWasChangedAfterTheMeasurementIsNotPublished() throws IOException {
    WorkspaceLayout workspace = FinishedWorkspace.in(folder.resolve("ws"), "Passed");
    Files.writeString(
        FinishedWorkspace.trained(workspace).resolve("adapted.safetensors"), "others");

    assertThat(
            run(
                "publish",
                workspace.root().resolve(FinishedWorkspace.JOB),
                registry.repository("night")))
        .isEqualTo(FailureClass.DATA.exitCode());
    assertThat(registry.tags()).isEmpty();
  }

  @Test
  void rejectedCredentialsAreAUserError() throws IOException {
    registry.fail(Fault.status("POST", "/blobs/uploads/", 403));

    assertThat(publish("Passed")).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("answered with status 403").doesNotContain("Exception");
  }

  @Test
  void anAddressWithoutADigestIsNotPulled() {
    assertThat(run("pull", "oci://registry.example/model:v1", folder.resolve("pulled")))
        .isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("is not pinned");
  }

  @Test
  void theReportIsReadFromTheWorkspaceOrTheRegistry() throws IOException {
    publish("Passed");
    String address = out.toString().strip();

    assertThat(run("report", folder.resolve("Passed/toy"), "--to", folder.resolve("a"))).isZero();
    assertThat(run("report", address, "--to", folder.resolve("b"))).isZero();

    assertThat(out.toString().strip()).isEqualTo(folder.resolve("b/report.html").toString());
    assertThat(folder.resolve("a/report.html")).hasContent("<p>better</p>");
    assertThat(folder.resolve("b/report.html")).hasContent("<p>better</p>");
    assertThat(folder.resolve("b/metrics.json")).hasContent("{\"metrics\": []}");
  }

  @Test
  void theErrorNamesAnUnknownJob() {
    assertThat(run("publish", folder.resolve("nothing"), "oci://registry.example/model"))
        .isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("has no job nothing");
  }
}
