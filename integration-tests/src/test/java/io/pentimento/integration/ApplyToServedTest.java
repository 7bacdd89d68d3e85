package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.GateDecision;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.api.v1alpha1.StageState;
import io.pentimento.api.v1alpha1.StageStatus;
import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplyToServedTest {
  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void anAppliedJobEndsInAServerThatRestoresPictures() throws Exception {
    Tenant tenant = INSTALLATION.tenant("served");
    tenant.apply();

    AdaptationJobStatus status = tenant.awaitCondition("Complete");

    assertThat(status.stages())
        .allMatch(stage -> stage.state() == StageState.SUCCEEDED)
        .extracting(StageStatus::attempt)
        .containsExactly(1, 1, 1, 1, 0);
    assertThat(status.gate().decision()).isEqualTo(GateDecision.PASSED);
    assertThat(status.model().active()).isEqualTo(status.gate().candidate());
    assertThat(tenant.jobs())
        .hasSize(4)
        .extracting(Job::getStatus)
        .allMatch(job -> job.getFailed() == null);
    assertThat(tenant.pods(StageName.GENERATE)).hasSize(2);
    assertThat(restore(tenant).shape()).containsExactly(1, 3, TinyInputs.SIZE, TinyInputs.SIZE);
  }

  private static Tensor restore(Tenant tenant) throws Exception {
    Service service =
        tenant.client().services().inNamespace(tenant.namespace()).list().getItems().get(0);
    URI server = INSTALLATION.cluster().endpoint(service).orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/restore"))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(TinyInputs.image()))
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return ImageFiles.decode(answer.body(), "the answer");
  }
}
