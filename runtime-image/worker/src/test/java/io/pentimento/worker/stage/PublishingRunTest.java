// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.TransferPolicy;
import io.pentimento.registry.evidence.ModelVerification;
import io.pentimento.registry.evidence.PublicKeys;
import io.pentimento.registry.evidence.Verdict;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestKeys;
import io.pentimento.worker.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code pentimento run} with a job that publishes its model. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PublishingRunTest {
  private final FaultyRegistry registry = new FaultyRegistry();
  private final TestKeys keys = TestKeys.ecdsa();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aRunPublishesASignedModelAndASecondRunPublishesNothing() throws Exception {
    TinyJob job = TinyJob.in(folder);

    assertThat(run(job).waitFor()).as(log()).isZero();

    OciReference published = published(job);
    assertThat(verify(published)).isInstanceOf(Verdict.Accepted.class);
    assertThat(log()).contains("model   " + published);

    int requests = registry.requests().size();
    assertThat(run(job).waitFor()).as(log()).isZero();
    assertThat(registry.requests()).hasSize(requests);
  }

  @Test
  void aPublishedModelIsTheBaseOfTheNextAdaptation() throws Exception {
    TinyJob first = TinyJob.in(folder);
    assertThat(run(first).waitFor()).as(log()).isZero();
    OciReference base = published(first);
    TinyJob next =
        first
            .with("uri: restorer.safetensors", "uri: \"%s\"".formatted(base))
            .inWorkspace(folder.resolve("next"));

    assertThat(run(next).waitFor()).as(log()).isZero();

    OciReference adapted = published(next);
    assertThat(adapted.requireDigest()).isNotEqualTo(base.requireDigest());
    assertThat(verify(adapted)).isInstanceOf(Verdict.Accepted.class);
    assertThat(sourceOfTheRestorer(next)).isEqualTo(base.toString());
  }

  private static String sourceOfTheRestorer(TinyJob job) throws IOException {
    return AdaptationJobYaml.read(job.workspace().resolve("jobs/tiny/job.yaml"))
        .getSpec()
        .restorer()
        .source()
        .uri();
  }

  private Verdict verify(OciReference published) throws IOException {
    RegistryClient client =
        new RegistryClient(
            published, RegistryAccess.ofThisUser(published), TransferPolicy.defaults());
    return new ModelVerification(
            client, published, PublicKeys.parse(keys.publicKey(), "key.pub"), true)
        .verify();
  }

  private static OciReference published(TinyJob job) throws IOException {
    AdaptationJob stored = AdaptationJobYaml.read(job.workspace().resolve("jobs/tiny/job.yaml"));
    return OciReference.parse(stored.getStatus().model().published());
  }

  private Process run(TinyJob job) throws IOException {
    Path secret = Files.createDirectories(folder.resolve("signing-key"));
    Files.writeString(secret.resolve("key.pem"), keys.privateKey());
    String publish =
        "  publish: {uri: \"%s\", sign: {secretRef: {name: signing-key}}}\n"
            .formatted(registry.repository("vision/tiny").withTag("accepted"));
    Path manifest =
        Files.writeString(
            folder.resolve("tiny.yaml"),
            "apiVersion: pentimento.io/v1alpha1\nkind: AdaptationJob\nmetadata: {name: tiny}\n"
                + job.manifest()
                + publish);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", Main.class.getName(), "run", manifest.toString()));
    command.addAll(List.of("--workspace", job.workspace().toString()));
    command.addAll(List.of("--secret", "signing-key=" + secret, "--no-serve", "--heap", "256"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private File logFile() {
    return folder.resolve("run.log").toFile();
  }

  private String log() throws IOException {
    return Files.readString(logFile().toPath());
  }
}
