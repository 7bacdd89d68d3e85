// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.core.image.folder.ImageFiles;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Restorers of the other architectures, from apply to a restored image. */
@Tag("slow")
class OtherRestorersTest {
  private static final String USUAL =
      "restorer: {source: {uri: \"pvc://models/restorer.safetensors\"}}";

  private static final String CODE_FORMER =
      "restorer: {architecture: CodeFormer, source: {uri:"
          + " \"pvc://models/codeformer.safetensors\"}}";

  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void codeFormerIsAdaptedAndServed() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("codeformer")) {
      TinyInputs.writeCodeFormer(tenant.models().resolve("codeformer.safetensors"));
      tenant.apply(USUAL, CODE_FORMER);

      assertThat(adapted(tenant).resolve("adapted.onnx")).exists();
      assertServes(tenant);
      assertServesInFloat16OnceThatIsAskedFor(tenant);
    }
  }

  private static void assertServesInFloat16OnceThatIsAskedFor(Tenant tenant) throws Exception {
    AdaptationJobStatus before = tenant.job().getStatus();
    List<String> jobs = names(tenant);
    assertThat(tenant.servedModel()).contains("Float32", before.model().active());

    tenant.edit(USUAL, CODE_FORMER, "replicas: 1}", "replicas: 1, precision: Float16}");
    tenant.awaitThat("a server in float16", () -> tenant.servedModel().contains("Float16"));

    assertThat(tenant.servedModel()).as("the same model").contains(before.model().active());
    assertServes(tenant);
    assertThat(names(tenant)).as("no stage ran again").isEqualTo(jobs);
    assertThat(tenant.job().getStatus().gate()).isEqualTo(before.gate());
    assertThat(tenant.job().getStatus().stages())
        .extracting(StageStatus::cacheKey)
        .isEqualTo(before.stages().stream().map(StageStatus::cacheKey).toList());
  }

  private static List<String> names(Tenant tenant) {
    return tenant.jobs().stream().map(job -> job.getMetadata().getName()).sorted().toList();
  }

  @Test
  void aTorchScriptModuleIsAdaptedAndServed() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("torchscript")) {
      TinyInputs.writeModule(tenant.models().resolve("own.pt"));
      tenant.apply(
          USUAL,
          "restorer: {architecture: TorchScript, valueRange: ZeroToOne, source: {uri:"
              + " \"pvc://models/own.pt\"}}");

      assertThat(adapted(tenant).resolve("adapted.pt")).exists();
      assertServes(tenant);
    }
  }

  /** The folder of the model that is finally served. */
  private static Path adapted(Tenant tenant) {
    AdaptationJobStatus status = tenant.awaitCondition("Complete");
    assertThat(status.stages()).allMatch(stage -> stage.state() == StageState.SUCCEEDED);
    assertThat(status.gate().decision()).isEqualTo(GateDecision.PASSED);
    assertThat(status.model().active()).isEqualTo(status.gate().candidate());
    String key = tenant.annotation(tenant.deployment().orElseThrow(), "pentimento.io/train-key");
    Path folder = tenant.workspace().resolve("artifacts/train/" + key);
    assertThat(Files.isDirectory(folder)).isTrue();
    return folder;
  }

  private static void assertServes(Tenant tenant) throws Exception {
    HttpResponse<byte[]> answer = tenant.restore(TinyInputs.image());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ImageFiles.decode(answer.body(), "the answer").shape())
        .containsExactly(1, 3, TinyInputs.SIZE, TinyInputs.SIZE);
  }
}
